using Plimsoll.Node.Contracts;
using Plimsoll.Solvency.Exits;
using Plimsoll.Solvency.Parameters;
using Plimsoll.Solvency.Risk;

namespace Plimsoll.Node.Auditing;

/// <summary>How long the way out takes, from what was measured on L1 and what the profile promises.</summary>
/// <param name="Stages">Each stage's mean, in seconds, by name.</param>
/// <param name="Total">All of it, outages and forced inclusion mixed in.</param>
internal sealed record ExitEstimate(IReadOnlyList<(string Stage, double MeanSeconds, string Source)> Stages, LatencyDistribution Total)
{
    private const int Points = 512, KeptSamples = 256;
    private const double SlotSeconds = 12, TailSeconds = 43_200; // 12 h: 99 of 100 outages are shorter

    /// <summary>Puts the stages together.</summary>
    /// <param name="profile">What the rollup promises.</param>
    /// <param name="batchIntervals">From one batch to the next, in seconds, as measured.</param>
    /// <param name="finalDelays">Measured, in seconds: from the end of a window to the batch's being final; where proofs count, from its commit, so that what the proof took is in it.</param>
    /// <param name="parameters">Availability and outages.</param>
    public static ExitEstimate Of(RollupProfile profile, IReadOnlyList<double> batchIntervals, IReadOnlyList<double> finalDelays, RiskParameters parameters)
    {
        double[] intervals = [.. batchIntervals.TakeLast(KeptSamples)], delays = [.. finalDelays.TakeLast(KeptSamples)];
        double forced = profile.InclusionDelay;
        bool isProven = profile.Kinds != ProofKinds.FraudWindow;
        double settling = isProven && delays.Length > 0 ? 0 : profile.SettlingTime;
        double step = Math.Max(1, (settling + forced + TailSeconds + intervals.DefaultIfEmpty(0).Max() + delays.DefaultIfEmpty(0).Max()) / (Points - 8));
        LatencyDistribution none = Fixed(0), slot = Fixed(SlotSeconds);
        LatencyDistribution batch = intervals.Length == 0 ? Fixed(forced) : LatencyDistribution.FromSamples(intervals, step, Points);
        LatencyDistribution window = Fixed(settling), final = delays.Length == 0 ? slot : LatencyDistribution.FromSamples(delays, step, Points);
        ExitStages stages = new(slot, batch, none, window, final, slot);
        LatencyDistribution total = stages.Total(parameters["outage.availability"].Value, Fixed(forced), new RiskModel(parameters).Outage(step, Points));
        return new(
            [
                ("inclusion", SlotSeconds, "one slot of L1"),
                ("batch", intervals.Length == 0 ? forced : intervals.Average(), intervals.Length == 0 ? "profile: inclusion delay" : $"measured, {intervals.Length} intervals"),
                ("challenge", settling, !isProven ? "profile: challenge window" : settling > 0 ? $"profile: {profile.Threshold} of {profile.Kinds}, at the latest" : "in finality, as measured"),
                ("finality", delays.Length == 0 ? SlotSeconds : delays.Average(), delays.Length == 0 ? "one slot of L1" : $"measured, {delays.Length} batches{(isProven ? ", from the commit on" : "")}"),
                ("claim", SlotSeconds, "one slot of L1"),
            ],
            total);

        LatencyDistribution Fixed(double seconds) => LatencyDistribution.Constant(seconds, step, Points);
    }
}
