using System.Collections.Immutable;
using Plimsoll.Solvency.Parameters;

namespace Plimsoll.Solvency.Regimes;

/// <summary>The regime with its memory: worse at once, better only after a clean time.</summary>
/// <remarks>
/// Immutable: the state before a block is the state to go back to when L1 replaces it, and what is stored and set again after a restart. AMBER ends after 6
/// clean hours; RED after 72 and an acknowledgement; BLACK never by
/// itself. Spec: docs/spec/solvency.md#regimes.
/// </remarks>
public sealed record RegimeState
{
    /// <summary>Before anything was seen: not GREEN, because nothing is known.</summary>
    public static RegimeState Unknown { get; } = new() { Regime = Regime.Amber };

    /// <summary>The regime.</summary>
    public Regime Regime { get; init; }

    /// <summary>Since when, Unix seconds.</summary>
    public ulong Since { get; init; }

    /// <summary>What asked for it, worst first: the findings of the last block in which it was asked for.</summary>
    public ImmutableArray<Finding> Causes { get; init; } = [];

    /// <summary>The last time anything asked for AMBER or worse.</summary>
    public ulong LastAmber { get; init; }

    /// <summary>The last time anything asked for RED or worse.</summary>
    public ulong LastRed { get; init; }

    /// <summary>Finalised cuts in a row that lacked cover.</summary>
    public int BreachedFinalCuts { get; init; }

    /// <summary>The last cut that counted for <see cref="BreachedFinalCuts"/>.</summary>
    public ulong LastFinalCut { get; init; }

    /// <summary>Whether somebody has looked at the RED and allowed it to end.</summary>
    public bool IsAcknowledged { get; init; }

    /// <summary>Whether a BLACK stays until people decide. Only one for a wrong commitment that can be disputed, or a forged withdrawal that can still be stopped, does not: it leads to RED once that is gone.</summary>
    public bool IsLasting { get; init; }

    /// <summary>The state after a block.</summary>
    /// <param name="seen">What was observed at it.</param>
    /// <param name="findings">What the rules say about it.</param>
    /// <param name="parameters">Clean times and confirmations.</param>
    public RegimeState After(Observation seen, IReadOnlyList<Finding> findings, RiskParameters parameters)
    {
        RegimeState next = CountBreach(seen, findings);
        if (next.BreachedFinalCuts >= parameters["coverage.confirmations"].Value)
            findings = [new(Regime.Black, RegimeCause.CoverageBreach, $"on {next.BreachedFinalCuts} finalised cuts in a row"), .. findings];
        Regime asked = findings.Count == 0 ? Regime.Green : findings.Max(finding => finding.Regime);
        ulong now = seen.Sheet.Cut.Time;
        bool isLasting = findings.Any(finding => finding.Regime == Regime.Black && finding.Cause is not (RegimeCause.WrongCommitment or RegimeCause.ForgedWithdrawal)) || seen.Commitments == CommitmentCheck.WrongAndFinal;
        next = next with { IsLasting = next.IsLasting || isLasting, LastAmber = asked >= Regime.Amber ? now : next.LastAmber, LastRed = asked >= Regime.Red ? now : next.LastRed };
        Regime held = next.HeldAt(now, parameters), regime = asked > held ? asked : held;
        return next with
        {
            Regime = regime,
            Since = regime == Regime ? Since : now,
            Causes = asked >= regime && asked != Regime.Green ? [.. findings] : regime == Regime.Green ? [] : next.Causes,
            IsAcknowledged = asked < Regime.Red && next.IsAcknowledged,
        };
    }

    /// <summary>The state once a person, or a quorum, has looked at it: RED may end after its clean time.</summary>
    public RegimeState Acknowledge() => this with { IsAcknowledged = true };

    /// <summary>The state once people have decided that a BLACK is over: what it is then is seen at the next block.</summary>
    /// <param name="now">Unix seconds.</param>
    public static RegimeState Reopen(ulong now) => Unknown with { Since = now, LastAmber = now };

    private RegimeState CountBreach(Observation seen, IReadOnlyList<Finding> findings)
    {
        if (!seen.Sheet.Cut.IsFinal || seen.Sheet.Cut.Block == LastFinalCut && BreachedFinalCuts > 0)
            return this;
        bool isBreached = findings.Any(finding => finding.Cause == RegimeCause.CoverageBreach);
        return this with { BreachedFinalCuts = isBreached ? BreachedFinalCuts + 1 : 0, LastFinalCut = seen.Sheet.Cut.Block };
    }

    private Regime HeldAt(ulong now, RiskParameters parameters) => Regime switch
    {
        Regime.Black when IsLasting => Regime.Black,
        Regime.Black or Regime.Red when !IsAcknowledged || Before(LastRed, now, parameters["clean.red"].Value) => Regime.Red,
        Regime.Black or Regime.Red or Regime.Amber when LastAmber != 0 && Before(LastAmber, now, parameters["clean.amber"].Value) => Regime.Amber,
        _ => Regime.Green,
    };

    private static bool Before(ulong last, ulong now, double cleanSeconds) => now < last || now - last < cleanSeconds;
}
