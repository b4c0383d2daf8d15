using Prometheus;

namespace Plimsoll.Node.Auditing;

/// <content>The metrics by name.</content>
internal static partial class AuditMetrics
{
    private const string Prefix = "solvency_auditor_";

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
    private static readonly Counter s_identities = Counter("identity_changes_total", "Committers, provers, verifiers, holders of roles that were not seen before.", "chain", "stack", "kind");
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

    private static Counter Counter(string name, string help, params string[] labels) => Prometheus.Metrics.CreateCounter(Prefix + name, help, labels);

    private static Gauge Gauge(string name, string help, params string[] labels) => Prometheus.Metrics.CreateGauge(Prefix + name, help, labels);
}
