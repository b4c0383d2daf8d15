using Plimsoll.Primitives;

namespace Plimsoll.L1.Fees;

/// <summary>Turns recent fees into an offer. Pure, in integers, rounded up.</summary>
public static class FeeEstimator
{
    /// <summary>Returns what a transaction should offer to be in one of the next blocks.</summary>
    /// <remarks>
    /// The offer's whole fee covers the base fee after <see cref="FeePolicy.FullBlocks"/> full blocks and the tip on top. The offer for
    /// blobs covers the same for blobs, and the reserve price of EIP-7918, towards which the base fee rises while it is below.
    /// </remarks>
    /// <exception cref="ArgumentException">There are no fees, their lists do not fit together, or the policy makes no sense.</exception>
    /// <exception cref="OverflowException">The node's values are absurd.</exception>
    public static FeeQuote Estimate(RecentFees recent, FeePolicy policy)
    {
        ArgumentNullException.ThrowIfNull(recent);
        ArgumentNullException.ThrowIfNull(policy);
        if (recent.BaseFeePerGas.Count == 0 || recent.PriorityFees.Count != recent.BaseFeePerGas.Count - 1)
            throw new ArgumentException("The fees of n blocks are n + 1 base fees and n priority fees.", nameof(recent));
        if (recent.BaseFeePerBlobGas.Count != 0 && recent.BaseFeePerBlobGas.Count != recent.BaseFeePerGas.Count)
            throw new ArgumentException("The fees of n blocks are n + 1 base fees for blobs, or none.", nameof(recent));

        UInt256 tip = Tip(recent.PriorityFees, policy);
        UInt256 highestBaseFee = BaseFee.AfterFullBlocks(recent.BaseFeePerGas[^1], policy.FullBlocks);
        UInt256 blobFee = recent.BaseFeePerBlobGas is [.., var next]
            ? UInt256.Max(
                BlobBaseFee.AfterFullBlocks(next, policy.FullBlobBlocks, policy.BlobSchedule),
                BlobBaseFee.ReservePrice(highestBaseFee))
            : UInt256.Zero;
        return new(tip, highestBaseFee + tip, blobFee);
    }

    private static UInt256 Tip(IReadOnlyList<UInt256> fees, FeePolicy policy)
    {
        if (policy.TipPercentile is < 0 or > 100 || policy.MinTip > policy.MaxTip)
            throw new ArgumentException("The percentile is between 0 and 100, and the least tip at most the most.", nameof(policy));
        UInt256[] paid = [.. fees.Where(fee => !fee.IsZero).Order()];
        UInt256 tip = paid.Length == 0 ? policy.MinTip : paid[((policy.TipPercentile * (paid.Length - 1)) + 99) / 100];
        return UInt256.Min(UInt256.Max(tip, policy.MinTip), policy.MaxTip);
    }
}
