using Plimsoll.Solvency.Exits;
using Plimsoll.Solvency.Regimes;

namespace Plimsoll.Solvency.Risk;

/// <summary>What is known about a claim on a rollup.</summary>
public sealed record ClaimInputs
{
    /// <summary>The ids of the multipliers that apply, without their prefix: <c>stage-1</c>, <c>single-tee-prover</c>.</summary>
    public IReadOnlyList<string> Traits { get; init; } = [];

    /// <summary>Whether the token was minted by somebody else's bridge.</summary>
    public bool IsBridged { get; init; }

    /// <summary>The regime the rollup is in.</summary>
    public Regime Regime { get; init; }

    /// <summary>A lower bound of escrow over liabilities; more than 1 counts as 1.</summary>
    public double Coverage { get; init; } = 1;

    /// <summary>How long it takes to get the money out.</summary>
    public required LatencyDistribution Exit { get; init; }

    /// <summary>How long it takes to sell the claim when it must be sold, in seconds: minutes on a market, the whole exit without one.</summary>
    public required double LiquidationSeconds { get; init; }

    /// <summary>The margin period that a venue's own haircut covers, in seconds.</summary>
    public double MarginPeriodSeconds { get; init; }

    /// <summary>The outage that a liquidation has to survive, in seconds.</summary>
    public double OutageSeconds { get; init; }

    /// <summary>Of the token, per √year.</summary>
    public double Volatility { get; init; }

    /// <summary>What the token earns on L1, per year.</summary>
    public double Yield { get; init; }

    /// <summary>What funding costs above it, per year.</summary>
    public double FundingSpread { get; init; }

    /// <summary>Whether a liquid market hedges the wait.</summary>
    public bool IsHedgeable { get; init; }

    /// <summary>What caps the score.</summary>
    public Overlays Overlays { get; init; }
}
