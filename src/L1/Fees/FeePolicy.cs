using Plimsoll.Primitives;

namespace Plimsoll.L1.Fees;

/// <summary>How eager a sender is.</summary>
public sealed record FeePolicy
{
    /// <summary>The parameters of blobs in force on the chain.</summary>
    public BlobSchedule BlobSchedule { get; init; } = BlobSchedule.Bpo2;

    /// <summary>How many full blocks in a row the offer is to survive, for execution gas; 6 is about twice the base fee.</summary>
    public int FullBlocks { get; init; } = 6;

    /// <summary>How many full blocks in a row the offer is to survive, for blob gas; 10 is a little more than twice the base fee.</summary>
    public int FullBlobBlocks { get; init; } = 10;

    /// <summary>Which of the recent blocks' priority fees is offered, sorted: 0 the lowest, 50 the median, 100 the highest.</summary>
    public int TipPercentile { get; init; } = 50;

    /// <summary>The least priority fee, in wei per gas; it also serves where all recent blocks were empty.</summary>
    public UInt256 MinTip { get; init; } = 1_000_000;

    /// <summary>The most priority fee, in wei per gas, whatever others pay.</summary>
    public UInt256 MaxTip { get; init; } = 10_000_000_000;
}
