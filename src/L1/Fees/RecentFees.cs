using Plimsoll.Primitives;

namespace Plimsoll.L1.Fees;

/// <summary>The fees of the last n blocks: what an offer is made from.</summary>
/// <param name="BaseFeePerGas">The base fee of each block and of the one after: n + 1 values, in wei per gas.</param>
/// <param name="BaseFeePerBlobGas">The same for blobs, in wei per blob gas; empty where the node does not say.</param>
/// <param name="PriorityFees">What one percentile of each block's gas paid at most as a priority fee: n values, in wei per gas; 0 for an empty block.</param>
public sealed record RecentFees(
    IReadOnlyList<UInt256> BaseFeePerGas,
    IReadOnlyList<UInt256> BaseFeePerBlobGas,
    IReadOnlyList<UInt256> PriorityFees);
