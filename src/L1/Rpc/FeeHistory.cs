using Plimsoll.L1.Fees;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Rpc;

/// <summary>The fees of a run of blocks (<c>eth_feeHistory</c>).</summary>
public sealed record FeeHistory
{
    /// <summary>The number of the first block.</summary>
    public required ulong OldestBlock { get; init; }

    /// <summary>The base fee of each block and of the one after them, in wei per gas.</summary>
    public required IReadOnlyList<UInt256> BaseFeePerGas { get; init; }

    /// <summary>The share of each block's gas limit that was used, 0 to 1.</summary>
    public required IReadOnlyList<double> GasUsedRatio { get; init; }

    /// <summary>The blob base fee of each block and of the one after them, in wei per blob gas; empty where the node does not say.</summary>
    public required IReadOnlyList<UInt256> BlobBaseFee { get; init; }

    /// <summary>The priority fees at the asked percentiles, one list for each block; empty when none was asked for.</summary>
    public required IReadOnlyList<IReadOnlyList<UInt256>> PriorityFees { get; init; }

    /// <summary>Returns what <see cref="FeeEstimator"/> takes.</summary>
    /// <param name="percentile">Which of the asked percentiles, counted from 0.</param>
    /// <exception cref="InvalidOperationException">No percentile was asked for.</exception>
    /// <exception cref="ArgumentOutOfRangeException">So many percentiles were not asked for.</exception>
    public RecentFees At(int percentile) => PriorityFees.Count == GasUsedRatio.Count
        ? new(BaseFeePerGas, BlobBaseFee, [.. PriorityFees.Select(fees => fees[percentile])])
        : throw new InvalidOperationException("The history was asked for without percentiles.");

    internal static FeeHistory Read(RpcValue history, int percentiles)
    {
        FeeHistory read = new()
        {
            OldestBlock = history["oldestBlock"].UInt64(),
            BaseFeePerGas = history["baseFeePerGas"].Items(fee => fee.UInt256()),
            GasUsedRatio = history["gasUsedRatio"].Items(ratio => ratio.Ratio()),
            BlobBaseFee = Optional(history["baseFeePerBlobGas"], fee => fee.UInt256()),
            PriorityFees = Optional(history["reward"], rewards => rewards.Items(reward => reward.UInt256())),
        };
        int blocks = read.GasUsedRatio.Count;
        if (read.BaseFeePerGas.Count != blocks + 1)
            throw history["baseFeePerGas"].Refuse($"{blocks + 1} fees");
        if (read.BlobBaseFee.Count != 0 && read.BlobBaseFee.Count != blocks + 1)
            throw history["baseFeePerBlobGas"].Refuse($"{blocks + 1} fees");
        if (read.PriorityFees.Count != (percentiles == 0 ? 0 : blocks) || read.PriorityFees.Any(fees => fees.Count != percentiles))
            throw history["reward"].Refuse($"{blocks} lists of {percentiles}");
        return read;
    }

    private static T[] Optional<T>(RpcValue values, Func<RpcValue, T> read) => values.IsNothing ? [] : values.Items(read);
}
