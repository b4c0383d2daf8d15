using Plimsoll.Cli.Workloads;

namespace Plimsoll.Cli.Lives;

/// <summary>What happens in a rollup's life.</summary>
internal sealed record LifeOptions
{
    /// <summary>Who trades what.</summary>
    public required WorkloadPlan Plan { get; init; }

    public required int Traders { get; init; }

    /// <summary>Payments between traders besides the trades, with a fee.</summary>
    public int Transfers { get; init; } = 400;

    /// <summary>Newcomers that are paid before they have an account.</summary>
    public int Newcomers { get; init; } = 20;

    /// <summary>The fee of a payment, in the smallest unit of cash.</summary>
    public UInt128 Fee { get; init; } = 1_000;

    /// <summary>ETH that each trader brings, in wei.</summary>
    public UInt128 Ether { get; init; } = 1_000_000_000_000_000_000;
}
