namespace Plimsoll.Crypto.Fields;

/// <content>Choice without a branch, for code that handles secrets.</content>
public readonly partial struct Fr
{
    /// <summary>Returns <paramref name="a"/> if every bit of the mask is set, <paramref name="b"/> if none is. Constant-time.</summary>
    internal static Fr Select(ulong mask, in Fr a, in Fr b) => new(
        b._l0 ^ (mask & (a._l0 ^ b._l0)),
        b._l1 ^ (mask & (a._l1 ^ b._l1)),
        b._l2 ^ (mask & (a._l2 ^ b._l2)),
        b._l3 ^ (mask & (a._l3 ^ b._l3)));
}
