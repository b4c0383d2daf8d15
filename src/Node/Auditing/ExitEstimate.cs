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
    /// <param name="finalDelays">To the batch's being final, in seconds, as measured: from the end of its window where time alone counts, else from its commit.</param>
    /// <param name="parameters">Availability and outages.</param>
    public static ExitEstimate Of(RollupProfile profile, IReadOnlyList<double> batchIntervals, IReadOnlyList<double> finalDelays, RiskParameters parameters)
    {
        double[] intervals = [.. batchIntervals.TakeLast(KeptSamples)], delays = [.. finalDelays.TakeLast(KeptSamples)];
        double forced = profile.InclusionDelay;
        double step = Math.Max(1, (profile.FinalWithin + forced + TailSeconds + intervals.DefaultIfEmpty(0).Max() + delays.DefaultIfEmpty(0).Max()) / (Points - 8));
        LatencyDistribution none = Fixed(0), slot = Fixed(SlotSeconds);
        LatencyDistribution batch = intervals.Length == 0 ? Fixed(forced) : LatencyDistribution.FromSamples(intervals, step, Points);
        // Where proofs count nobody knows when they come: what was measured from the commit on has the wait in it, and before anything was measured it is as long as the profile lets it be.
        double wait = profile.IsTimed || delays.Length == 0 ? profile.FinalWithin : 0;
        LatencyDistribution window = Fixed(wait), final = delays.Length == 0 ? slot : LatencyDistribution.FromSamples(delays, step, Points);
        ExitStages stages = new(slot, batch, none, window, final, slot);
        LatencyDistribution total = stages.Total(parameters["outage.availability"].Value, Fixed(forced), new RiskModel(parameters).Outage(step, Points));
        return new(
            [
                ("inclusion", SlotSeconds, "one slot of L1"),
                ("batch", intervals.Length == 0 ? forced : intervals.Average(), intervals.Length == 0 ? "profile: inclusion delay" : $"measured, {intervals.Length} intervals"),
                profile.IsTimed ? ("challenge", wait, "profile: challenge window") : ("proofs", wait, delays.Length == 0 ? $"profile: {profile.Threshold} of {profile.Kinds} within it" : "measured with finality"),
                ("finality", delays.Length == 0 ? SlotSeconds : delays.Average(), delays.Length == 0 ? "one slot of L1" : $"measured, {delays.Length} batches"),
                ("claim", SlotSeconds, "one slot of L1"),
            ],
            total);

        LatencyDistribution Fixed(double seconds) => LatencyDistribution.Constant(seconds, step, Points);
    }
}
