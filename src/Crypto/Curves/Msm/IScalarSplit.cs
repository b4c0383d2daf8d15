namespace Plimsoll.Crypto.Curves;

/// <summary>How a scalar is taken apart: into itself, or into two parts of half the bits with <c>k·P = ± part₀·P ± part₁·image(P)</c>, where an image costs a product or two.</summary>
/// <remarks>Lanes are those of <see cref="FqLanes"/>, coefficient after coefficient, x before y.</remarks>
internal unsafe interface IScalarSplit
{
    /// <summary>The most words of a scalar's parts.</summary>
    const int MaxWords = 6;

    /// <summary>The number of parts.</summary>
    static abstract int Parts { get; }

    /// <summary>The bits of a part, and one more for the last carry.</summary>
    static abstract int Bits { get; }

    /// <summary>The words of a part: as many as <see cref="ScalarDigits.Digit"/> reads.</summary>
    static abstract int Words { get; }

    /// <summary>The elements of 𝔽q, in lanes, that <see cref="Map"/> needs.</summary>
    static abstract int Constants { get; }

    /// <summary>Writes <c>2·|part_i|</c>, and returns the signs: bit 0 is set where the inverse of P is meant, bit 1 where that of its image is.</summary>
    static abstract uint Write(in Fr scalar, ulong* words);

    /// <summary>Fills the lanes of the constants.</summary>
    static abstract void WriteConstants(long* constants);

    /// <summary>Writes the images of eight points.</summary>
    static abstract void Map(long* image, long* points, long* constants);
}

/// <summary>The scalar as it is.</summary>
internal readonly unsafe struct WholeScalars : IScalarSplit
{
    public static int Parts => 1;

    public static int Bits => ScalarDigits.Bits;

    public static int Words => ScalarDigits.Length;

    public static int Constants => 0;

    public static uint Write(in Fr scalar, ulong* words) => ScalarDigits.Write(scalar, new(words, ScalarDigits.Length)) ? 1U : 0;

    public static void WriteConstants(long* constants)
    {
    }

    public static void Map(long* image, long* points, long* constants)
    {
    }
}
