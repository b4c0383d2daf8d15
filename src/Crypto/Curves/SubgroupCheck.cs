namespace Plimsoll.Crypto.Curves;

/// <summary>Whether a point of the curve lies in the subgroup of prime order r.</summary>
/// <remarks>The point must be on the curve: decoders check that first. Infinity is in the subgroup.</remarks>
public static class SubgroupCheck
{
    /// <summary>Whether <c>r·p</c> is infinity.</summary>
    public static bool IsInSubgroup(in G1Affine p) => ScalarMultiplication.Multiply(new G1Projective(p), Order).IsInfinity;

    /// <summary>Whether <c>r·p</c> is infinity.</summary>
    public static bool IsInSubgroup(in G2Affine p) => ScalarMultiplication.Multiply(new G2Projective(p), Order).IsInfinity;

    /// <summary>r, least significant limb first.</summary>
    internal static ReadOnlySpan<ulong> Order => [0xffffffff00000001, 0x53bda402fffe5bfe, 0x3339d80809a1d805, 0x73eda753299d7d48];
}
