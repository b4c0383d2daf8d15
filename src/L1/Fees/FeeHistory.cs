using Plimsoll.Primitives;

namespace Plimsoll.L1.Fees;

/// <summary>What <c>eth_feeHistory</c> answers for n blocks, asked with one percentile.</summary>
/// <param name="BaseFeePerGas">The base fee of each block and of the one after: n + 1 values, in wei per gas.</param>
/// <param name="BaseFeePerBlobGas">The same for blobs, in wei per blob gas; empty from nodes before Cancun.</param>
/// <param name="PriorityFees">The priority fee at the percentile asked for, of each block: n values, in wei per gas; 0 for an empty block.</param>
public sealed record FeeHistory(
    IReadOnlyList<UInt256> BaseFeePerGas,
    IReadOnlyList<UInt256> BaseFeePerBlobGas,
    IReadOnlyList<UInt256> PriorityFees);
