namespace Plimsoll.Node.Chain;

/// <summary>A payout that exceeded the quota and stands, or stood, in its token's line.</summary>
/// <param name="Recipient">Who is to be paid.</param>
/// <param name="Before">What stood in the line before it ever since, in the token's smallest unit.</param>
/// <param name="Amount">How much.</param>
public sealed record PayoutEntry(Address Recipient, UInt256 Before, UInt128 Amount)
{
    /// <summary>What of it still waits.</summary>
    /// <param name="everQueued">All that ever stood in the line.</param>
    /// <param name="waiting">What the hub says waits now: the last of what ever stood there.</param>
    public UInt256 Waiting(UInt256 everQueued, UInt256 waiting)
    {
        UInt256 paid = everQueued - waiting;
        UInt256 end = Before + Contracts.AbiConversions.ToUInt256(Amount);
        return paid >= end ? UInt256.Zero : end - UInt256.Max(paid, Before);
    }
}
