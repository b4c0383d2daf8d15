namespace Plimsoll.Crypto.Fields;

/// <content>Square roots: q ≡ 3 (mod 4).</content>
public readonly partial struct Fq
{
    /// <summary>(q − 3) / 4, least significant limb first.</summary>
    private static ReadOnlySpan<ulong> QuarterExponent =>
        [0xee7fbfffffffeaaa, 0x07aaffffac54ffff, 0xd9cc34a83dac3d89, 0xd91dd2e13ce144af, 0x92c6e9ed90d2eb35, 0x0680447a8e5ff9a6];

    /// <inheritdoc/>
    /// <remarks><c>a^((q + 1) / 4)</c>, checked by squaring.</remarks>
    public static bool TrySqrt(in Fq a, out Fq root)
    {
        root = a * InverseRoot(a);
        if (Square(root) == a)
            return true;
        root = Zero;
        return false;
    }

    /// <summary>Returns <c>e = a^((q − 3) / 4)</c>, from which roots and inverses follow: <c>a·e² = χ(a)</c>, the quadratic character.</summary>
    /// <remarks>So <c>(a·e)² = χ(a)·a</c> and <c>a⁻¹ = χ(a)·e²</c>; zero for zero. 379 squares and about 80 products, the same whatever a is.</remarks>
    internal static Fq InverseRoot(in Fq a) => FieldAlgorithms.Pow(a, QuarterExponent);
}
