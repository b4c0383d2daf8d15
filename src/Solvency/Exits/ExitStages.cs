namespace Plimsoll.Solvency.Exits;

/// <summary>The way out of a rollup, stage by stage, all on one grid.</summary>
/// <param name="Inclusion">From the user's transaction to a block.</param>
/// <param name="Batch">From the block to its batch on L1.</param>
/// <param name="Commitment">From the batch to the state commitment.</param>
/// <param name="Challenge">From the commitment to the end of proof or challenge window.</param>
/// <param name="Finality">From there to what contracts call final.</param>
/// <param name="Claim">From final to the money on L1.</param>
public sealed record ExitStages(
    LatencyDistribution Inclusion, LatencyDistribution Batch, LatencyDistribution Commitment, LatencyDistribution Challenge, LatencyDistribution Finality,
    LatencyDistribution Claim)
{
    /// <summary>The sum of all stages when the sequencer works.</summary>
    public LatencyDistribution Nominal() => AfterInclusion(Inclusion);

    /// <summary>The sum of all stages, with the way around the sequencer mixed in.</summary>
    /// <remarks>With probability 1 − availability, inclusion takes an outage and the forced-inclusion delay.</remarks>
    /// <param name="availability">A, from 0 to 1.</param>
    /// <param name="forcedInclusion">How long the rollup may leave a forced transaction out.</param>
    /// <param name="outage">How long outages last.</param>
    public LatencyDistribution Total(double availability, LatencyDistribution forcedInclusion, LatencyDistribution outage) =>
        AfterInclusion(Inclusion.Or(1 - availability, forcedInclusion.Then(outage)));

    private LatencyDistribution AfterInclusion(LatencyDistribution inclusion) => inclusion.Then(Batch).Then(Commitment).Then(Challenge).Then(Finality).Then(Claim);
}
