using Plimsoll.Cli.CommandLine;
using Plimsoll.Node.Auditing;
using Plimsoll.Node.Auditing.Peers;

namespace Plimsoll.Cli.Auditing;

/// <summary>A report in lines for people.</summary>
internal static class AuditText
{
    public static IEnumerable<string> Lines(AuditReport report)
    {
        yield return $"{report.Head.Regime,-5}  rollup {report.Rollup} at L1 block {report.Cut.Block}, confirmed {report.Confirmed.Regime}";
        foreach (FindingView cause in report.Head.Causes)
            yield return $"       {cause.Regime} {cause.Cause}: {cause.Detail}";
        foreach (TokenView token in report.Tokens)
        {
            yield return $"token  {token.Token}: escrow {token.Escrow} for {token.Supply} + {token.DepositsInFlight} in + {token.WithdrawalsInFlight} out, surplus {token.Surplus}";
            yield return $"       haircut {Percent(token.Feed.HaircutBps)}, collateral factor {Percent(token.Feed.CollateralFactorBps)}, value {token.FairValue:0.0000}, cautiously {token.BidValue:0.0000}";
        }

        CommitmentsView roots = report.Commitments;
        yield return $"roots  {roots.Right} of {roots.Committed} are right, {roots.Final} final, {roots.Dropped} removed";
        if (roots.Fault is { } fault)
            yield return $"       batch {fault.Height} is wrong: {fault.Kind} at slot {fault.Slot}, since block {fault.Block}";
        yield return $"exit   median {Time(report.Exit.MedianSeconds)}, 95 % within {Time(report.Exit.P95Seconds)}";
        yield return $"queue  {report.Liveness.QueueDepth} waiting, the oldest {report.Liveness.QueueAgeSeconds} s of {report.Liveness.QueueLimitSeconds} s";
        if (report.Liveness.SequencerDownSince is > 0 and ulong down)
            yield return $"down   the sequencer, for {Time(report.Cut.Time - down)}";
        foreach (PeerView peer in report.Peers)
            yield return $"peer   {peer.Url} {peer.Status}{(peer.ComparedBlock is { } block ? $", compared up to block {block}" : "")}{(peer.Detail is { } detail ? $": {detail}" : "")}";
    }

    public static string Line(AuditReport report) =>
        $"{report.Cut.Block} {report.Head.Regime,-5} confirmed {report.Confirmed.Regime,-5} coverage {report.Tokens.Min(token => token.CoverageBps)} bps, "
        + $"haircut {report.Tokens.Max(token => token.Feed.HaircutBps)} bps, batches {report.Commitments.Right}/{report.Commitments.Committed}, queue {report.Liveness.QueueAgeSeconds} s"
        + string.Concat(report.Findings.Select(finding => $"; {finding.Regime} {finding.Cause}"))
        + string.Concat(report.Peers.Where(peer => peer.Status != "agrees").Select(peer => $"; peer {peer.Url} {peer.Status}"));

    private static string Percent(ushort basisPoints) => $"{basisPoints / 100m:0.00} %";

    private static string Time(double seconds) => Words.Of(TimeSpan.FromSeconds(seconds));
}
