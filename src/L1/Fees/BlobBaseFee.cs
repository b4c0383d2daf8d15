using Plimsoll.L1.Transactions;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Fees;

/// <summary>The base fee of blob gas (EIP-4844, with the reserve price of EIP-7918).</summary>
public static class BlobBaseFee
{
    /// <summary>The execution gas whose price a blob's does not stay below for long (EIP-7918, <c>BLOB_BASE_COST</c>).</summary>
    public const ulong ReserveGas = 1 << 13;

    /// <summary>Returns the base fee of a block, in wei per blob gas; never below 1.</summary>
    /// <param name="excessBlobGas">The block's excess blob gas, from its header.</param>
    /// <param name="schedule">The parameters in force at that block.</param>
    /// <exception cref="OverflowException">The excess is absurd: the fee does not fit in 256 bits.</exception>
    public static UInt256 Of(ulong excessBlobGas, BlobSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return FakeExponential(UInt256.One, excessBlobGas, schedule.BaseFeeUpdateFraction);
    }

    /// <summary>Returns the excess blob gas of the next block (EIP-7918, <c>calc_excess_blob_gas</c>).</summary>
    /// <param name="parentExcess">The excess of the last block.</param>
    /// <param name="parentBlobGasUsed">The blob gas it used.</param>
    /// <param name="parentBaseFee">Its base fee of execution gas, in wei per gas.</param>
    /// <param name="schedule">The parameters in force.</param>
    /// <remarks>While a blob is cheaper than its reserve price the excess does not fall: the fee can only stay or rise.</remarks>
    /// <exception cref="OverflowException">The values are absurd.</exception>
    public static ulong NextExcess(ulong parentExcess, ulong parentBlobGasUsed, UInt256 parentBaseFee, BlobSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ulong sum = checked(parentExcess + parentBlobGasUsed);
        if (sum < schedule.TargetGas)
            return 0;
        bool isBelowReserve = parentBaseFee * ReserveGas > Of(parentExcess, schedule) * BlobTransaction.GasPerBlob;
        return isBelowReserve
            ? checked(parentExcess + (parentBlobGasUsed * (schedule.Max - schedule.Target) / schedule.Max))
            : sum - schedule.TargetGas;
    }

    /// <summary>Returns the fee towards which EIP-7918 lifts the base fee of blobs, in wei per blob gas, rounded up: a sixteenth of that of execution.</summary>
    /// <exception cref="OverflowException">The fee is absurd.</exception>
    public static UInt256 ReservePrice(UInt256 baseFee) => UInt256.DivideRoundingUp(baseFee * ReserveGas, BlobTransaction.GasPerBlob);

    /// <summary>Returns the highest base fee that full blocks can lead to, rounded up.</summary>
    /// <param name="blobBaseFee">The base fee of the next block, in wei per blob gas.</param>
    /// <param name="fullBlocks">How many full blocks are to be survived.</param>
    /// <param name="schedule">The parameters in force.</param>
    /// <exception cref="OverflowException">The fee does not fit in 256 bits.</exception>
    public static UInt256 AfterFullBlocks(UInt256 blobBaseFee, int fullBlocks, BlobSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentOutOfRangeException.ThrowIfNegative(fullBlocks);
        if (fullBlocks == 0)
            return blobBaseFee;

        // The series rounds every term down: the first ones, of the size of the update fraction (millions), lose a few millionths, and all
        // later ones with them. A margin of a ten-thousandth, and 1 for the last rounding, covers both the fee given and the one computed.
        UInt256 atMost = blobBaseFee + UInt256.DivideRoundingUp(blobBaseFee, 10_000) + UInt256.One;
        ulong excess = checked((ulong)fullBlocks * schedule.MaxExcessPerBlock);
        return FakeExponential(atMost, excess, schedule.BaseFeeUpdateFraction) + UInt256.One;
    }

    /// <summary>Returns factor · e^(numerator / denominator), approximated by the standard's Taylor series in integers.</summary>
    /// <remarks>Stops after some hundred terms at most: the terms grow until they overflow, or shrink to 0.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The denominator is 0.</exception>
    /// <exception cref="OverflowException">A term does not fit in 256 bits.</exception>
    public static UInt256 FakeExponential(UInt256 factor, ulong numerator, ulong denominator)
    {
        ArgumentOutOfRangeException.ThrowIfZero(denominator);
        UInt256 output = UInt256.Zero;
        UInt256 term = factor * denominator;
        for (ulong i = 1; !term.IsZero; i++)
        {
            output += term;
            term = term * numerator / ((UInt256)denominator * i);
        }

        return output / denominator;
    }
}
