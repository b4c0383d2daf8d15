using Plimsoll.L1.Fees;

namespace Plimsoll.L1.Rpc;

/// <summary>How eager and how careful a <see cref="TransactionSender"/> is.</summary>
public sealed record SenderOptions
{
    private const ulong Gwei = 1_000_000_000;

    /// <summary>How an offer is made from recent fees.</summary>
    public FeePolicy Policy { get; init; } = new();

    /// <summary>What is never exceeded, in wei per unit of gas. Default: 50 gwei of tip, 500 gwei in all, 500 gwei for blobs.</summary>
    public FeeQuote Limit { get; init; } = new(50 * Gwei, 500 * Gwei, 500 * Gwei);

    /// <summary>How many recent blocks an offer is made from. Default 10.</summary>
    public int RecentBlocks { get; init; } = 10;

    /// <summary>After how many blocks without inclusion the offer is raised. Default 3.</summary>
    public int StuckAfterBlocks { get; init; } = 3;

    /// <summary>How many blocks, its own included, have to hold a transaction before it counts as done. Default 1.</summary>
    public int Confirmations { get; init; } = 1;

    /// <summary>The time between two looks at the chain. Default 2 s.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(2);
}
