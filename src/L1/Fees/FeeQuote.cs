using Plimsoll.Primitives;

namespace Plimsoll.L1.Fees;

/// <summary>What a transaction offers to pay, in wei per unit of gas.</summary>
/// <param name="MaxPriorityFeePerGas">The most that goes to the proposer of the block; at most <paramref name="MaxFeePerGas"/>.</param>
/// <param name="MaxFeePerGas">The most in all.</param>
/// <param name="MaxFeePerBlobGas">The most for blobs; 0 where there are none.</param>
public readonly record struct FeeQuote(UInt256 MaxPriorityFeePerGas, UInt256 MaxFeePerGas, UInt256 MaxFeePerBlobGas = default)
{
    /// <summary>Whether no fee is above its limit: what a sender asks before he pays more than he wants.</summary>
    public bool IsWithin(in FeeQuote limit) =>
        MaxPriorityFeePerGas <= limit.MaxPriorityFeePerGas && MaxFeePerGas <= limit.MaxFeePerGas && MaxFeePerBlobGas <= limit.MaxFeePerBlobGas;
}
