using System.Runtime.CompilerServices;

namespace Plimsoll.Crypto.Curves;

/// <summary>Scalars in halves: <c>k = k₀ + k₁·x²</c> with the seed x (see <see cref="SeedDigits"/>).</summary>
/// <remarks>
/// With k below r/2 + 2^192 and k₀ at most x²/2 in absolute value neither half has more than 127 bits; small scalars have one half. In both groups the image
/// is a multiple of the abscissa beside the same ordinate, and stands for −x²·P.
/// </remarks>
internal static unsafe class SeedHalves
{
    public const int Parts = 2, Bits = 128, Words = 3;

    private static readonly UInt128 s_squaredSeed = SeedDigits.Pair(0, Endomorphism.Seed);

    [SkipLocalsInit]
    public static uint Write(in Fr scalar, ulong* words)
    {
        Span<ulong> limbs = stackalloc ulong[4];
        uint negative = ScalarDigits.WriteLesser(scalar, limbs) ? 1U : 0;
        (UInt128 low, UInt128 high) = SeedDigits.Halves(limbs);
        uint signs = negative | (negative ^ 1) << 1;
        if (low > s_squaredSeed >> 1)
        {
            low = s_squaredSeed - low;
            high++;
            signs ^= 1;
        }

        Put(words, low << 1);
        Put(words + Words, high << 1);
        return signs;
    }

    private static void Put(ulong* words, UInt128 value) => (words[0], words[1], words[2]) = ((ulong)value, (ulong)(value >> 64), 0);
}

/// <summary>In G1: φ multiplies by −x².</summary>
internal readonly unsafe struct G1Halves : IScalarSplit
{
    public static int Parts => SeedHalves.Parts;

    public static int Bits => SeedHalves.Bits;

    public static int Words => SeedHalves.Words;

    public static int Constants => 1;

    public static uint Write(in Fr scalar, ulong* words) => SeedHalves.Write(scalar, words);

    public static void WriteConstants(long* constants) => FqLanes.Broadcast(constants, Endomorphism.Beta);

    public static void Map(long* image, long* points, long* constants)
    {
        FqLanes.Multiply(image, points, constants);
        LaneElement<FqLaneField>.Copy(image + FqLanes.Length, points + FqLanes.Length);
    }
}

/// <summary>In G2: −ψ² multiplies by −x². Four parts by ψ itself gain nothing: their points fill twice the memory.</summary>
internal readonly unsafe struct G2Halves : IScalarSplit
{
    public static int Parts => SeedHalves.Parts;

    public static int Bits => SeedHalves.Bits;

    public static int Words => SeedHalves.Words;

    public static int Constants => 1;

    public static uint Write(in Fr scalar, ulong* words) => SeedHalves.Write(scalar, words);

    public static void WriteConstants(long* constants) => FqLanes.Broadcast(constants, Endomorphism.PsiSquaredXFactor);

    public static void Map(long* image, long* points, long* constants)
    {
        int length = FqLanes.Length;
        FqLanes.Multiply(image, points, constants);
        FqLanes.Multiply(image + length, points + length, constants);
        LaneElement<Fq2LaneField>.Copy(image + 2 * length, points + 2 * length);
    }
}
