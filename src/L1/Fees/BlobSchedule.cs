using Plimsoll.L1.Transactions;

namespace Plimsoll.L1.Fees;

/// <summary>How many blobs a block takes and how fast their price moves: what a fork of blob parameters alone changes (EIP-7840, EIP-7892).</summary>
/// <param name="Target">The number of blobs per block at which the price stays.</param>
/// <param name="Max">The most blobs per block; at least <paramref name="Target"/>.</param>
/// <param name="BaseFeeUpdateFraction">The blob gas of excess that multiplies the price by e.</param>
public sealed record BlobSchedule(ulong Target, ulong Max, ulong BaseFeeUpdateFraction)
{
    /// <summary>From EIP-4844.</summary>
    public static BlobSchedule Cancun { get; } = new(3, 6, 3_338_477);

    /// <summary>From EIP-7691; Osaka keeps it.</summary>
    public static BlobSchedule Prague { get; } = new(6, 9, 5_007_716);

    /// <summary>The first fork of blob parameters on mainnet (EIP-7892).</summary>
    public static BlobSchedule Bpo1 { get; } = new(10, 15, 8_346_193);

    /// <summary>The second fork of blob parameters on mainnet (EIP-7892).</summary>
    public static BlobSchedule Bpo2 { get; } = new(14, 21, 11_684_671);

    /// <summary>The blob gas per block at which the price stays.</summary>
    internal ulong TargetGas => checked(Target * BlobTransaction.GasPerBlob);

    /// <summary>The most excess that one block can add, in blob gas; under EIP-7918 too.</summary>
    internal ulong MaxExcessPerBlock => checked((Max - Target) * BlobTransaction.GasPerBlob);
}
