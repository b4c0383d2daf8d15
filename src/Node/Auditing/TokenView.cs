using Plimsoll.Solvency.Risk;

namespace Plimsoll.Node.Auditing;

/// <summary>One token: its line of the balance sheet, and what a claim on it is worth.</summary>
/// <param name="Number">Its number on the rollup.</param>
/// <param name="Token">Its address on L1, zero for ETH.</param>
/// <param name="Escrow">E: what the hub holds.</param>
/// <param name="Supply">L: balances and fee pots on the rollup.</param>
/// <param name="DepositsInFlight">D: in the escrow, not yet on the rollup.</param>
/// <param name="WithdrawalsInFlight">W: gone from the rollup, not yet paid.</param>
/// <param name="Surplus">E − (L + D + W); negative when cover is missing.</param>
/// <param name="CoverageBps">E over liabilities in basis points, rounded down; 65,535 with nothing owed.</param>
/// <param name="Feed">The numbers that contracts read.</param>
/// <param name="FairValue">Of one unit, as a fraction of the token's price on L1.</param>
/// <param name="BidValue">The same, cautiously.</param>
/// <param name="Score">From 0 to 100.</param>
public sealed record TokenView(
    byte Number, string Token, string Escrow, string Supply, string DepositsInFlight, string WithdrawalsInFlight, string Surplus, ushort CoverageBps, FeedValues Feed,
    double FairValue, double BidValue, double Score)
{
    /// <summary>What a loss while one waits takes off the fair value, as a fraction.</summary>
    public double CreditDiscount { get; init; }

    /// <summary>What the yield forgone while one waits takes off.</summary>
    public double CarryDiscount { get; init; }

    /// <summary>What not being able to sell meanwhile takes off; at least the carry discount.</summary>
    public double LatencyDiscount { get; init; }
}
