using System.Globalization;
using Plimsoll.Solvency.Balances;
using Prometheus;

namespace Plimsoll.Node.Auditing;

/// <summary>What Prometheus scrapes. Labels are bounded: rollups, their tokens, clocks, modes; hashes are in reports.</summary>
/// <remarks>Names and units: src/Node/Auditing/README.md; alert rules over them: deploy/alerts.yml.</remarks>
internal static class AuditMetrics
{
    private const string Prefix = "solvency_auditor_";

    private static readonly Gauge s_up = Gauge("up", "1 while blocks are judged.", "chain", "stack");
    private static readonly Gauge s_info = Gauge("info", "The parameters in use.", "chain", "stack", "params_id");
    private static readonly Gauge s_head = Gauge("l1_head_block", "The newest block that was judged.", "chain", "stack");
    private static readonly Gauge s_judged = Gauge("judged_timestamp_seconds", "When that was, by the auditor's clock.", "chain", "stack");
    private static readonly Gauge s_lag = Gauge("derivation_lag_seconds", "How far derivation is behind L1.", "chain", "stack");
    private static readonly Gauge s_regime = Gauge("regime", "0 GREEN, 1 AMBER, 2 RED, 3 BLACK.", "chain", "stack", "kind");
    private static readonly Gauge s_coverage = Gauge("coverage_ratio", "Escrow over liabilities.", "chain", "stack", "asset");
    private static readonly Gauge s_surplus = Gauge("surplus_units", "Escrow minus liabilities, smallest units.", "chain", "stack", "asset");
    private static readonly Gauge s_liabilities = Gauge("liabilities_units", "What escrow has to cover.", "chain", "stack", "asset");
    private static readonly Gauge s_escrow = Gauge("escrow_units", "What lies on L1.", "chain", "stack", "asset");
    private static readonly Counter s_checks = Prometheus.Metrics.CreateCounter(Prefix + "commitment_checks_total", "Blocks in which commitments were compared.", "chain", "stack", "result");
    private static readonly Gauge s_mismatch = Gauge("commitment_mismatch", "1 while a posted commitment is wrong.", "chain", "stack");
    private static readonly Gauge s_age = Gauge("age_seconds", "Since it last happened, while there is work.", "chain", "stack", "clock");
    private static readonly Gauge s_depth = Gauge("forced_queue_depth", "Forced items that wait.", "chain", "stack");
    private static readonly Gauge s_oldest = Gauge("forced_queue_oldest_seconds", "The oldest one's age.", "chain", "stack");
    private static readonly Gauge s_limit = Gauge("forced_queue_limit_ratio", "That age over its limit.", "chain", "stack");
    private static readonly Gauge s_data = Gauge("data_missing_seconds", "For how long a batch's data could not be fetched.", "chain", "stack");
    private static readonly Gauge s_bond = Gauge("bond_to_value_ratio", "Bond over the ETH that it secures.", "chain", "stack");
    private static readonly Gauge s_hazard = Gauge("hazard_per_year", "The rate of a failure mode.", "chain", "stack", "mode");
    private static readonly Gauge s_haircut = Gauge("haircut_ratio", "For collateral.", "chain", "stack", "asset");
    private static readonly Gauge s_factor = Gauge("collateral_factor_ratio", "How much may be borrowed.", "chain", "stack", "asset");
    private static readonly Gauge s_discount = Gauge("discount_ratio", "1 minus the cautious value.", "chain", "stack", "asset");
    private static readonly Gauge s_exit = Gauge("exit_seconds", "How long money takes to leave.", "chain", "stack", "quantile");

    public static void Publish(Judgement judgement)
    {
        AuditReport report = judgement.Report;
        (string chain, string stack) = (report.Id, report.Stack);
        s_up.WithLabels(chain, stack).Set(1);
        s_info.WithLabels(chain, stack, report.ParametersId).Set(1);
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
            s_age.WithLabels(chain, stack, clock.Clock).Set(clock.HasWork ? clock.AgeSeconds : 0);
        s_depth.WithLabels(chain, stack).Set(report.Liveness.QueueDepth);
        s_oldest.WithLabels(chain, stack).Set(report.Liveness.QueueAgeSeconds);
        s_limit.WithLabels(chain, stack).Set((double)report.Liveness.QueueAgeSeconds / Math.Max(1, report.Liveness.QueueLimitSeconds));
        s_data.WithLabels(chain, stack).Set(report.Liveness.DataMissingSeconds);
        s_bond.WithLabels(chain, stack).Set(report.Liveness.BondRatio ?? double.PositiveInfinity);
        foreach (HazardView hazard in report.Hazards)
            s_hazard.WithLabels(chain, stack, hazard.Mode).Set(hazard.PerYear);
        s_exit.WithLabels(chain, stack, "0.5").Set(report.Exit.MedianSeconds);
        s_exit.WithLabels(chain, stack, "0.95").Set(report.Exit.P95Seconds);
        s_exit.WithLabels(chain, stack, "0.99").Set(report.Exit.P99Seconds);
    }

    private static void Publish(string chain, string stack, TokenView token, TokenBalance balance)
    {
        const double BasisPoints = 10_000;
        s_coverage.WithLabels(chain, stack, token.Token).Set(balance.Coverage);
        s_surplus.WithLabels(chain, stack, token.Token).Set(double.Parse(token.Surplus, CultureInfo.InvariantCulture));
        s_liabilities.WithLabels(chain, stack, token.Token).Set(MoneyText.ToDouble(balance.Liabilities));
        s_escrow.WithLabels(chain, stack, token.Token).Set(MoneyText.ToDouble(balance.Escrow));
        s_haircut.WithLabels(chain, stack, token.Token).Set(token.Feed.HaircutBps / BasisPoints);
        s_factor.WithLabels(chain, stack, token.Token).Set(token.Feed.CollateralFactorBps / BasisPoints);
        s_discount.WithLabels(chain, stack, token.Token).Set(token.Feed.DiscountBps / BasisPoints);
    }

    private static int Number(RegimeView view) => (int)Enum.Parse<Solvency.Regimes.Regime>(view.Regime, ignoreCase: true);

    private static Gauge Gauge(string name, string help, params string[] labels) => Prometheus.Metrics.CreateGauge(Prefix + name, help, labels);
}
