using System.Diagnostics.Metrics;
using Plimsoll.Node.Sequencing;
using Plimsoll.Sequencing;

namespace Plimsoll.Node.Telemetry;

/// <summary>What a node counts. One meter; Prometheus and OpenTelemetry read the same.</summary>
/// <remarks>Names and units: src/Node/Telemetry/README.md.</remarks>
internal static class NodeMetrics
{
    public const string MeterName = "plimsoll";

    private static readonly Meter s_meter = new(MeterName);
    private static readonly Counter<long> s_submissions = s_meter.CreateCounter<long>("submissions_total");
    private static readonly Histogram<double> s_confirmation = s_meter.CreateHistogram<double>(
        "confirmation_seconds",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2, 5] });
    private static readonly Counter<long> s_blocks = s_meter.CreateCounter<long>("blocks_total");
    private static readonly Counter<long> s_operations = s_meter.CreateCounter<long>("operations_total");
    private static readonly Counter<long> s_batches = s_meter.CreateCounter<long>("batches_sealed_total");
    private static readonly Gauge<long> s_waiting = s_meter.CreateGauge<long>("waiting_slots");
    private static readonly Gauge<long> s_unsealed = s_meter.CreateGauge<long>("unsealed_batches");
    private static readonly Gauge<double> s_carried = s_meter.CreateGauge<double>("carried_slots_per_second");

    private static readonly Counter<long> s_segments = s_meter.CreateCounter<long>("segments_proven_total");
    private static readonly Counter<long> s_attested = s_meter.CreateCounter<long>("attestations_signed_total");
    private static readonly Counter<long> s_refused = s_meter.CreateCounter<long>("attestations_refused_total");
    private static readonly Counter<long> s_quorums = s_meter.CreateCounter<long>("quorum_votes_total");
    private static readonly Gauge<long> s_unproven = s_meter.CreateGauge<long>("unproven_slots");
    private static readonly Gauge<long> s_proofLag = s_meter.CreateGauge<long>("proof_lag_seconds");

    public static void Answered(Outcome[] outcomes, TimeSpan elapsed)
    {
        foreach (IGrouping<Refusal, Outcome> group in outcomes.GroupBy(outcome => outcome.Refusal))
            s_submissions.Add(group.Count(), new KeyValuePair<string, object?>("outcome", group.Key.ToString()));
        s_confirmation.Record(elapsed.TotalSeconds);
    }

    public static void BlockSaved(Block block)
    {
        s_blocks.Add(1);
        s_operations.Add(block.Operations.Count);
    }

    public static void BatchSealed() => s_batches.Add(1);

    public static void SegmentProven() => s_segments.Add(1);

    public static void Attested() => s_attested.Add(1);

    public static void AttestationRefused() => s_refused.Add(1);

    public static void QuorumVoted() => s_quorums.Add(1);

    public static void Report(Proving.ProverStatus status)
    {
        s_unproven.Record(status.WaitingSlots);
        s_proofLag.Record((long)status.LagSeconds);
    }

    public static void Report(SequencerStatus status)
    {
        s_waiting.Record(status.WaitingSlots);
        s_unsealed.Record(status.UnsealedBatches);
        s_carried.Record(status.CarriedPerSecond);
    }
}
