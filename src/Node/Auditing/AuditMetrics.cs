using System.Collections.Concurrent;
using System.Globalization;
using Plimsoll.Solvency.Balances;

namespace Plimsoll.Node.Auditing;

/// <summary>What Prometheus scrapes. Labels are bounded: rollups, their tokens, clocks, modes; hashes are in reports.</summary>
/// <remarks>Names, units and labels: docs/spec/metrics.md; alert rules over them: deploy/alerts.yml.</remarks>
internal static partial class AuditMetrics
{
    private const double BasisPoints = 10_000;

    private static readonly string[] s_sinks = ["webhook", "oracle"];
    private static readonly string s_version = typeof(AuditMetrics).Assembly.GetName().Version!.ToString(3);
    private static readonly ConcurrentDictionary<Auditor, HashSet<IdentityView>?> s_auditors = new(ReferenceEqualityComparer.Instance);
    private static readonly ConcurrentDictionary<(string Sink, object Owner), Func<double>> s_waiting = new();

    static AuditMetrics()
    {
        foreach (string sink in s_sinks)
        {
            s_published.WithLabels(sink, "ok").Inc(0);
            s_published.WithLabels(sink, "failed").Inc(0);
            s_pending.WithLabels(sink).Set(0);
        }

        Prometheus.Metrics.DefaultRegistry.AddBeforeCollectCallback(Refresh);
    }

    /// <summary>From now on, what changes without a block is asked of this auditor at each scrape.</summary>
    public static void Watch(Auditor auditor) => s_auditors.TryAdd(auditor, null);

    public static void Forget(Auditor auditor) => s_auditors.TryRemove(auditor, out _);

    /// <summary>Names who says, at each scrape, how long something of an owner's has waited to be sent out, the longest counts; null: nobody any more.</summary>
    public static void Waiting(string sink, object owner, Func<double>? seconds)
    {
        if (seconds is null)
            s_waiting.TryRemove((sink, owner), out _);
        else
            s_waiting[(sink, owner)] = seconds;
    }

    public static void Published(string sink, bool isSent) => s_published.WithLabels(sink, isSent ? "ok" : "failed").Inc();

    public static void Fetched(IRollupSource source, ulong batches, bool isMissing)
    {
        s_fetches.WithLabels(source.Id, source.Stack, "ok").Inc(batches);
        s_fetches.WithLabels(source.Id, source.Stack, "missing").Inc(isMissing ? 1 : 0);
    }

    public static void Confirmed(Auditor auditor, ulong block, IEnumerable<double> exits)
    {
        s_final.WithLabels(auditor.Id, auditor.Stack).Set(block);
        foreach (double seconds in exits)
            s_exits.WithLabels(auditor.Id, auditor.Stack).Observe(seconds);
    }

    public static void Publish(Auditor auditor, Judgement judgement)
    {
        AuditReport report = judgement.Report;
        (string chain, string stack) = (report.Id, report.Stack);
        s_info.WithLabels(chain, stack, s_version, report.ParametersId).Set(1);
        s_final.WithLabels(chain, stack).Set(auditor.FinalBlock);
        s_exits.WithLabels(chain, stack);
        s_head.WithLabels(chain, stack).Set(report.Cut.Block);
        s_judged.WithLabels(chain, stack).Set(judgement.At.ToUnixTimeSeconds());
        s_lag.WithLabels(chain, stack).Set(report.Liveness.DerivationLagSeconds);
        s_regime.WithLabels(chain, stack, "head").Set(Number(report.Head));
        s_regime.WithLabels(chain, stack, "confirmed").Set(Number(report.Confirmed));
        foreach ((TokenView token, TokenBalance balance) in report.Tokens.Zip(judgement.Balances))
            Publish(chain, stack, token, balance);
        s_checks.WithLabels(chain, stack, report.Commitments.Check).Inc();
        s_mismatch.WithLabels(chain, stack).Set(report.Commitments.Fault is null ? 0 : 1);
        foreach (ClockView clock in report.Liveness.Clocks)
        {
            s_age.WithLabels(chain, stack, clock.Clock).Set(clock.HasWork ? clock.AgeSeconds : 0);
            s_ageRatio.WithLabels(chain, stack, clock.Clock).Set(clock.HasWork ? clock.LimitRatio : 0);
            s_score.WithLabels(chain, stack, clock.Clock).Set(clock.Score ?? double.NaN);
        }

        Count(report);
        s_depth.WithLabels(chain, stack).Set(report.Liveness.QueueDepth);
        s_oldest.WithLabels(chain, stack).Set(report.Liveness.QueueAgeSeconds);
        s_limit.WithLabels(chain, stack).Set((double)report.Liveness.QueueAgeSeconds / Math.Max(1, report.Liveness.QueueLimitSeconds));
        s_data.WithLabels(chain, stack).Set(report.Liveness.DataMissingSeconds);
        s_bond.WithLabels(chain, stack).Set(report.Liveness.BondRatio ?? double.PositiveInfinity);
        s_upgrade.WithLabels(chain, stack).Set(report.UpgradeDelaySeconds);
        CountIdentities(auditor, report);
        double loss = report.Tokens.Select(token => token.Feed.LgdBps / BasisPoints).DefaultIfEmpty(0).Max();
        foreach (HazardView hazard in report.Hazards)
        {
            s_hazard.WithLabels(chain, stack, hazard.Mode).Set(hazard.PerYear);
            s_lgd.WithLabels(chain, stack, hazard.Mode).Set(hazard.IsLoss ? loss : 0);
        }

        s_exit.WithLabels(chain, stack, "0.5").Set(report.Exit.MedianSeconds);
        s_exit.WithLabels(chain, stack, "0.95").Set(report.Exit.P95Seconds);
        s_exit.WithLabels(chain, stack, "0.99").Set(report.Exit.P99Seconds);
    }

    private static void Publish(string chain, string stack, TokenView token, TokenBalance balance)
    {
        s_coverage.WithLabels(chain, stack, token.Token).Set(balance.Coverage);
        s_surplus.WithLabels(chain, stack, token.Token).Set(double.Parse(token.Surplus, CultureInfo.InvariantCulture));
        s_liabilities.WithLabels(chain, stack, token.Token).Set(MoneyText.ToDouble(balance.Liabilities));
        s_escrow.WithLabels(chain, stack, token.Token).Set(MoneyText.ToDouble(balance.Escrow));
        s_haircut.WithLabels(chain, stack, token.Token).Set(token.Feed.HaircutBps / BasisPoints);
        s_factor.WithLabels(chain, stack, token.Token).Set(token.Feed.CollateralFactorBps / BasisPoints);
        s_discount.WithLabels(chain, stack, token.Token, "credit").Set(token.CreditDiscount);
        s_discount.WithLabels(chain, stack, token.Token, "carry").Set(token.CarryDiscount);
        s_discount.WithLabels(chain, stack, token.Token, "latency").Set(token.LatencyDiscount);
        s_discount.WithLabels(chain, stack, token.Token, "total").Set(token.Feed.DiscountBps / BasisPoints);
    }

    private static void Count(AuditReport report)
    {
        Dictionary<(string Status, string Agreement), ulong> counts = report.OpStack is { } games
            ? games.Games.GroupBy(game => (
                !game.CanPay ? "dropped" : game.Status == "defenderWins" ? "final" : "open",
                game.Verdict switch { "right" => "agree", "wrong" => "disagree", _ => "unknown" })).ToDictionary(group => group.Key, group => (ulong)group.Count())
            : BatchesOf(report.Commitments);
        foreach (string status in (string[])["open", "final", "dropped"])
        {
            foreach (string agreement in (string[])["agree", "disagree", "unknown"])
                s_disputes.WithLabels(report.Id, report.Stack, status, agreement).Set(counts.GetValueOrDefault((status, agreement)));
        }
    }

    private static Dictionary<(string Status, string Agreement), ulong> BatchesOf(CommitmentsView roots)
    {
        ulong settled = Math.Min(roots.Right, roots.Final), wrong = roots.Fault is null ? 0UL : 1;
        return new()
        {
            [("final", "agree")] = settled,
            [("open", "agree")] = roots.Right - settled,
            [(roots.Fault?.Height <= roots.Final ? "final" : "open", "disagree")] = wrong,
            [("open", "unknown")] = roots.Committed - Math.Min(roots.Committed, roots.Right + wrong), // behind a wrong one, or with data missing
            [("dropped", "disagree")] = roots.Dropped,
        };
    }

    // Counted from the first report on; on some stacks there are more.
    private static readonly string[] s_kinds = ["committer", "prover", "verifier", "parameters"];

    private static void CountIdentities(Auditor auditor, AuditReport report)
    {
        HashSet<IdentityView>? known = s_auditors.GetValueOrDefault(auditor);
        foreach (string kind in s_kinds.Union(report.Identities.Select(identity => identity.Kind)))
            s_identities.WithLabels(report.Id, report.Stack, kind).Inc(known is null ? 0 : report.Identities.Count(identity => identity.Kind == kind && !known.Contains(identity)));
        if (s_auditors.ContainsKey(auditor))
            s_auditors[auditor] = [.. known ?? [], .. report.Identities];
    }

    private static void Refresh()
    {
        foreach (Auditor auditor in s_auditors.Keys)
        {
            AuditorHealth health = auditor.Health();
            s_up.WithLabels(auditor.Id, auditor.Stack).Set(health.IsReady ? 1 : 0);
            s_agree.WithLabels(auditor.Id, auditor.Stack).Set(health.AuditorsAgree is { } agree ? (agree ? 1 : 0) : double.NaN);
            foreach (string status in (string[])["agrees", "differs", "elsewhere", "silent", "unheard"])
                s_peers.WithLabels(auditor.Id, auditor.Stack, status).Set(health.Peers.Count(peer => peer.Status == status));
        }

        foreach (string sink in s_sinks)
            s_pending.WithLabels(sink).Set(s_waiting.ToArray().Where(waiting => waiting.Key.Sink == sink).Select(waiting => waiting.Value()).DefaultIfEmpty(0).Max());
    }

    private static int Number(RegimeView view) => (int)Enum.Parse<Solvency.Regimes.Regime>(view.Regime, ignoreCase: true);
}
