using Plimsoll.Primitives;

namespace Plimsoll.L1.Fees;

/// <summary>The base fee of execution gas (EIP-1559).</summary>
public static class BaseFee
{
    private const ulong ElasticityMultiplier = 2;
    private const ulong MaxChangeDenominator = 8; // a block moves the fee by an eighth at most

    /// <summary>Returns the base fee of the next block, in wei per gas.</summary>
    /// <param name="parentBaseFee">The base fee of the last block.</param>
    /// <param name="parentGasUsed">The gas it used, at most its limit.</param>
    /// <param name="parentGasLimit">Its gas limit, at least 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">The gas used is above the limit, or the limit is below 2.</exception>
    /// <exception cref="OverflowException">The fee is so high that it cannot be computed in 256 bits.</exception>
    public static UInt256 Next(UInt256 parentBaseFee, ulong parentGasUsed, ulong parentGasLimit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parentGasLimit, ElasticityMultiplier);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(parentGasUsed, parentGasLimit);
        ulong target = parentGasLimit / ElasticityMultiplier;
        if (parentGasUsed == target)
            return parentBaseFee;
        return parentGasUsed > target
            ? parentBaseFee + UInt256.Max(Change(parentGasUsed - target), UInt256.One)
            : parentBaseFee - Change(target - parentGasUsed);

        UInt256 Change(ulong distance) => parentBaseFee * distance / target / MaxChangeDenominator;
    }

    /// <summary>Returns the highest base fee that full blocks can lead to, rounded up at each.</summary>
    /// <param name="baseFee">The base fee of the next block.</param>
    /// <param name="fullBlocks">How many full blocks are to be survived.</param>
    /// <exception cref="OverflowException">The fee does not fit in 256 bits.</exception>
    public static UInt256 AfterFullBlocks(UInt256 baseFee, int fullBlocks)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fullBlocks);
        for (int i = 0; i < fullBlocks; i++)
            baseFee += UInt256.Max(UInt256.DivideRoundingUp(baseFee, MaxChangeDenominator), UInt256.One);
        return baseFee;
    }
}
