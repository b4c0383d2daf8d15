using Plimsoll.Solvency.Balances;
using Plimsoll.Solvency.Exits;
using Plimsoll.Solvency.Regimes;

namespace Plimsoll.Node.Auditing;

/// <summary>A report, and what it takes to answer questions about it.</summary>
/// <param name="Report">The report.</param>
/// <param name="Regime">The head regime.</param>
/// <param name="Exit">How long the way out takes.</param>
/// <param name="Balances">The balance sheet's lines, in the order of the report's tokens.</param>
/// <param name="At">When it was made, by the auditor's own clock.</param>
public sealed record Judgement(AuditReport Report, Regime Regime, LatencyDistribution Exit, IReadOnlyList<TokenBalance> Balances, DateTimeOffset At);
