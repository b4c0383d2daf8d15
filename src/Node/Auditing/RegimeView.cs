using Plimsoll.Solvency.Regimes;

namespace Plimsoll.Node.Auditing;

/// <summary>A block of L1.</summary>
/// <param name="Block">Its number.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Time">Its time.</param>
public sealed record CutView(ulong Block, string Hash, ulong Time);

/// <summary>A regime with its memory.</summary>
/// <param name="Regime">GREEN, AMBER, RED or BLACK.</param>
/// <param name="Since">Since when.</param>
/// <param name="Causes">What asked for it, worst first.</param>
public sealed record RegimeView(string Regime, ulong Since, IReadOnlyList<FindingView> Causes)
{
    internal static RegimeView Of(RegimeState state) => new(state.Regime.Name(), state.Since, [.. state.Causes.Select(FindingView.Of)]);
}

/// <summary>Something that is not as it should be.</summary>
/// <param name="Regime">What it asks for.</param>
/// <param name="Cause">Its name, which is also that of the alert and its runbook.</param>
/// <param name="Detail">With the numbers.</param>
public sealed record FindingView(string Regime, string Cause, string Detail)
{
    internal static FindingView Of(Finding finding) => new(finding.Regime.Name(), finding.Cause.ToString(), finding.Detail);
}
