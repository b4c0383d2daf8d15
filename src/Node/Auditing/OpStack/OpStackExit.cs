using Plimsoll.Solvency.Exits;
using Plimsoll.Solvency.Parameters;
using Plimsoll.Solvency.Risk;

namespace Plimsoll.Node.Auditing.OpStack;

/// <summary>How long the way out takes: to a proposal that covers the withdrawal, then the longer of proof maturity and an unchallenged game with its air gap.</summary>
internal static class OpStackExit
{
    private const int Points = 512, KeptSamples = 256;
    private const double SlotSeconds = 12, TailSeconds = 43_200; // 12 h: 99 of 100 outages are shorter
    private const double NoProposals = 3_600; // an hour, as most proposers are set

    /// <summary>Puts the stages together.</summary>
    /// <param name="rollup">Its block time and sequencing window.</param>
    /// <param name="portal">Delays.</param>
    /// <param name="clock">A game's clock, in seconds.</param>
    /// <param name="proposals">From one proposal to the next, in seconds, as measured.</param>
    /// <param name="safeAge">How far L1 data is behind the sequencer, in seconds, as measured; null where nobody says.</param>
    /// <param name="parameters">Availability and outages.</param>
    public static ExitEstimate Of(OpStackRollup rollup, PortalFacts portal, ulong clock, IReadOnlyList<double> proposals, double? safeAge, RiskParameters parameters)
    {
        double[] intervals = [.. proposals.TakeLast(KeptSamples)];
        double game = Math.Max(portal.ProofMaturity, (double)clock + portal.Finality), gap = Math.Min(portal.Finality, game), window = game - gap;
        double forced = rollup.SequencerWindowSeconds, batch = safeAge ?? 0;
        double step = Math.Max(1, (game + forced + batch + TailSeconds + intervals.DefaultIfEmpty(NoProposals).Max()) / (Points - 8));
        LatencyDistribution slot = Fixed(SlotSeconds);
        LatencyDistribution commitment = intervals.Length == 0 ? Fixed(NoProposals) : LatencyDistribution.FromSamples(intervals, step, Points);
        ExitStages stages = new(Fixed(rollup.BlockSeconds), Fixed(batch), commitment, Fixed(window), Fixed(gap), slot);
        return new(
            [
                ("inclusion", rollup.BlockSeconds, "one block of the rollup"),
                ("batch", batch, safeAge is null ? "not known: counted as nothing" : "own node: age of the safe head"),
                ("commitment", intervals.Length == 0 ? NoProposals : intervals.Average(), intervals.Length == 0 ? "assumption: a proposal an hour" : $"measured, {intervals.Length} intervals"),
                ("challenge", window, "portal and game: an unchallenged game, or proof maturity where that is longer"),
                ("finality", gap, "portal: air gap behind the game"),
                ("claim", SlotSeconds, "one slot of L1"),
            ],
            stages.Total(parameters["outage.availability"].Value, Fixed(forced), new RiskModel(parameters).Outage(step, Points)));

        LatencyDistribution Fixed(double seconds) => LatencyDistribution.Constant(seconds, step, Points);
    }
}
