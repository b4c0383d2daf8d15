namespace Plimsoll.Crypto.Pairings;

/// <content>The same power in vector lanes.</content>
internal static unsafe partial class FinalExponentiation
{
    /// <summary>The words that the power needs.</summary>
    internal static int LaneLength => 4 * Fq12Lanes.Length + Fq12Lanes.ScratchLength;

    /// <summary>Raises f ≠ 0 to the power 3·(q¹² − 1)/r.</summary>
    internal static void ApplyLanes(long* f, long* memory)
    {
        // Invariant: memory has LaneLength words. The steps are those of Apply.
        long* m = memory, t = m + Fq12Lanes.Length, u = t + Fq12Lanes.Length, v = u + Fq12Lanes.Length, scratch = v + Fq12Lanes.Length;
        Fq12Lanes.FromFq12(t, Fq12.Inverse(Fq12Lanes.ToFq12(f)));
        Fq12Lanes.Conjugate(f, f);
        Fq12Lanes.Multiply(t, f, t, scratch);
        Fq12Lanes.FrobeniusSquared(m, t);
        Fq12Lanes.Multiply(m, m, t, scratch);

        MultiplyPowXLess(t, m, u, scratch); // x − 1
        MultiplyPowXLess(f, t, u, scratch); // (x − 1)²
        PowX(t, f, scratch);
        Fq12Lanes.Frobenius(u, f, scratch);
        Fq12Lanes.Multiply(f, t, u, scratch); // ·(x + q)
        PowX(t, f, scratch);
        PowX(u, t, scratch);
        Fq12Lanes.FrobeniusSquared(t, f);
        Fq12Lanes.Multiply(t, t, u, scratch);
        Fq12Lanes.Conjugate(u, f);
        Fq12Lanes.Multiply(f, t, u, scratch); // ·(x² + q² − 1)
        Fq12Lanes.CyclotomicSquare(t, m, scratch);
        Fq12Lanes.Multiply(t, t, m, scratch);
        Fq12Lanes.Multiply(f, f, t, scratch); // + 3
    }

    // result = a^(x − 1).
    private static void MultiplyPowXLess(long* result, long* a, long* temporary, long* scratch)
    {
        PowX(result, a, scratch);
        Fq12Lanes.Conjugate(temporary, a);
        Fq12Lanes.Multiply(result, result, temporary, scratch);
    }

    // result = a^x, and result is not a.
    private static void PowX(long* result, long* a, long* scratch)
    {
        Fq12Lanes.CyclotomicSquare(result, a, scratch);
        for (int bit = MillerLoop.TopBit - 1; bit >= 0; bit--)
        {
            if (MillerLoop.HasBit(bit))
                Fq12Lanes.Multiply(result, result, a, scratch);
            if (bit != 0)
                Fq12Lanes.CyclotomicSquare(result, result, scratch);
        }

        Fq12Lanes.Conjugate(result, result);
    }
}
