using System.Collections.Concurrent;
using System.Globalization;
using Plimsoll.Solvency.Balances;
using Prometheus;

namespace Plimsoll.Node.Auditing;

/// <summary>What Prometheus scrapes. Labels are bounded: rollups, their tokens, clocks, modes; hashes are in reports.</summary>
/// <remarks>Names, units and labels: docs/spec/metrics.md; alert rules over them: deploy/alerts.yml.</remarks>
internal static class AuditMetrics
{
    private const string Prefix = "solvency_auditor_";
    private const double BasisPoints = 10_000;

    private static readonly string s_version = typeof(AuditMetrics).Assembly.GetName().Version!.ToString(3);
    private static readonly ConcurrentDictionary<Auditor, HashSet<IdentityView>?> s_auditors = new(ReferenceEqualityComparer.Instance);
    private static readonly ConcurrentDictionary<string, Func<double>> s_waiting = new();

    private static readonly Gauge s_up = Gauge("up", "1 while blocks are judged.", "chain", "stack");
    private static readonly Gauge s_info = Gauge("info", "Version and parameters in use.", "chain", "stack", "version", "params_id");
    private static readonly Gauge s_head = Gauge("l1_head_block", "The newest block that was judged.", "chain", "stack");
    private static readonly Gauge s_final = Gauge("l1_finalized_block", "The newest finalised block that was judged.", "chain", "stack");
    private static readonly Gauge s_judged = Gauge("judged_timestamp_seconds", "When the newest block was judged, by the auditor's clock.", "chain", "stack");
    private static readonly Gauge s_lag = Gauge("derivation_lag_seconds", "How far derivation is behind L1.", "chain", "stack");
    private static readonly Gauge s_agree = Gauge("auditors_agree", "1 while no peer differs, 0 while one does, NaN when all are silent.", "chain", "stack");
    private static readonly Gauge s_peers = Gauge("peers", "Other auditors.", "chain", "stack", "status");
    private static readonly Gauge s_regime = Gauge("regime", "0 GREEN, 1 AMBER, 2 RED, 3 BLACK.", "chain", "stack", "kind");
    private static readonly Gauge s_coverage = Gauge("coverage_ratio", "Escrow over liabilities.", "chain", "stack", "asset");
    private static readonly Gauge s_surplus = Gauge("surplus_units", "Escrow minus liabilities, smallest units.", "chain", "stack", "asset");
    private static readonly Gauge s_liabilities = Gauge("liabilities_units", "What escrow has to cover.", "chain", "stack", "asset");
    private static readonly Gauge s_escrow = Gauge("escrow_units", "What lies on L1.", "chain", "stack", "asset");
    private static readonly Counter s_checks = Counter("commitment_checks_total", "Blocks in which commitments were compared.", "chain", "stack", "result");
    private static readonly Gauge s_mismatch = Gauge("commitment_mismatch", "1 while a posted commitment is wrong.", "chain", "stack");
    private static readonly Gauge s_disputes = Gauge("dispute_games", "Batches by what L1 and the auditor say of them.", "chain", "stack", "status", "agreement");
    private static readonly Gauge s_age = Gauge("age_seconds", "Since it last happened, while there is work.", "chain", "stack", "clock");
    private static readonly Gauge s_ageRatio = Gauge("age_limit_ratio", "That age over its limit.", "chain", "stack", "clock");
    private static readonly Gauge s_score = Gauge("liveness_zscore", "Standard deviations from the usual interval; NaN with too little history.", "chain", "stack", "clock");
    private static readonly Gauge s_depth = Gauge("forced_queue_depth", "Forced items that wait.", "chain", "stack");
    private static readonly Gauge s_oldest = Gauge("forced_queue_oldest_seconds", "The oldest one's age.", "chain", "stack");
    private static readonly Gauge s_limit = Gauge("forced_queue_limit_ratio", "That age over its limit.", "chain", "stack");
    private static readonly Gauge s_data = Gauge("data_missing_seconds", "For how long a batch's data could not be fetched.", "chain", "stack");
    private static readonly Counter s_fetches = Counter("da_fetch_total", "Batches whose data was fetched and checked, and attempts that found none.", "chain", "stack", "result");
    private static readonly Gauge s_bond = Gauge("bond_to_value_ratio", "Bond over the value that it secures.", "chain", "stack");
    private static readonly Gauge s_upgrade = Gauge("upgrade_delay_seconds", "How long an upgrade waits at least; infinite where nothing can be upgraded.", "chain", "stack");
    private static readonly Counter s_identities = Counter("identity_changes_total", "Committers, provers, verifiers that were not seen before.", "chain", "stack", "kind");
    private static readonly Gauge s_hazard = Gauge("hazard_per_year", "The rate of a failure mode.", "chain", "stack", "mode");
    private static readonly Gauge s_lgd = Gauge("lgd_ratio", "Which part of a claim a failure of the mode takes, as counted in haircuts.", "chain", "stack", "mode");
    private static readonly Gauge s_haircut = Gauge("haircut_ratio", "For collateral.", "chain", "stack", "asset");
    private static readonly Gauge s_factor = Gauge("collateral_factor_ratio", "How much may be borrowed.", "chain", "stack", "asset");
    private static readonly Gauge s_discount = Gauge("discount_ratio", "Off the token's price: the parts, and the total of the cautious value.", "chain", "stack", "asset", "component");
    private static readonly Gauge s_exit = Gauge("exit_seconds", "How long money takes to leave, by the model.", "chain", "stack", "quantile");
    private static readonly Histogram s_exits = Prometheus.Metrics.CreateHistogram(
        Prefix + "exit_latency_seconds", "From a batch's commit to the block in which claims against it are paid, as measured on finalised cuts.", ["chain", "stack"],
        new HistogramConfiguration { Buckets = [60, 300, 900, 3_600, 10_800, 21_600, 43_200, 86_400, 259_200, 604_800, 1_300_000] });
    private static readonly Counter s_published = Counter("publish_total", "What was sent out.", "sink", "result");
    private static readonly Gauge s_pending = Gauge("oldest_pending_seconds", "How long the oldest thing that was not sent out yet has waited.", "sink");

    static AuditMetrics()
    {
        foreach (string sink in (string[])["webhook", "oracle"])
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

    /// <summary>Names who says, at each scrape, how long something has waited to be sent out; null: nobody any more.</summary>
    public static void Waiting(string sink, Func<double>? seconds)
    {
        if (seconds is null)
            s_waiting.TryRemove(sink, out _);
        else
            s_waiting[sink] = seconds;
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

        if (report.OpStack is { } games)
            Count(chain, stack, games.Games);
        else
            Count(chain, stack, report.Commitments);
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

    private static void Count(string chain, string stack, CommitmentsView roots)
    {
        ulong settled = Math.Min(roots.Right, roots.Final), wrong = roots.Fault is null ? 0UL : 1, unknown = roots.Committed - Math.Min(roots.Committed, roots.Right + wrong);
        bool isFinal = roots.Fault?.Height <= roots.Final;
        Set("final", "agree", settled);
        Set("final", "disagree", isFinal ? wrong : 0);
        Set("open", "agree", roots.Right - settled);
        Set("open", "disagree", isFinal ? 0 : wrong);
        Set("open", "unknown", unknown); // behind a wrong one, or with data missing
        Set("dropped", "disagree", roots.Dropped);

        void Set(string status, string agreement, ulong count) => s_disputes.WithLabels(chain, stack, status, agreement).Set(count);
    }

    private static void Count(string chain, string stack, IReadOnlyList<OpStack.GameView> games)
    {
        foreach (string status in (string[])["final", "open", "dropped"])
        {
            foreach (string agreement in (string[])["agree", "disagree", "unknown"])
                s_disputes.WithLabels(chain, stack, status, agreement).Set(games.Count(game => StatusOf(game) == status && AgreementOf(game) == agreement));
        }

        static string StatusOf(OpStack.GameView game) => !game.CanPay ? "dropped" : game.Status == "defenderWins" ? "final" : "open";

        static string AgreementOf(OpStack.GameView game) => game.Verdict switch { "right" => "agree", "wrong" => "disagree", _ => "unknown" };
    }

    private static void CountIdentities(Auditor auditor, AuditReport report)
    {
        HashSet<IdentityView>? known = s_auditors.GetValueOrDefault(auditor);
        foreach (string kind in (string[])["committer", "prover", "verifier", "parameters"])
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

        foreach ((string sink, Func<double> seconds) in s_waiting)
            s_pending.WithLabels(sink).Set(seconds());
    }

    private static int Number(RegimeView view) => (int)Enum.Parse<Solvency.Regimes.Regime>(view.Regime, ignoreCase: true);

    private static Counter Counter(string name, string help, params string[] labels) => Prometheus.Metrics.CreateCounter(Prefix + name, help, labels);

    private static Gauge Gauge(string name, string help, params string[] labels) => Prometheus.Metrics.CreateGauge(Prefix + name, help, labels);
}
