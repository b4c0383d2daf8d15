namespace Plimsoll.Node.Auditing;

/// <summary>Clocks and queues.</summary>
/// <param name="Clocks">Ages against limits.</param>
/// <param name="QueueDepth">Forced items that wait.</param>
/// <param name="QueueAgeSeconds">The oldest one's age.</param>
/// <param name="QueueLimitSeconds">What it must not exceed.</param>
/// <param name="DataMissingSeconds">For how long a batch's blobs have been nowhere; 0 if all are there.</param>
/// <param name="DerivationLagSeconds">How far derivation is behind.</param>
/// <param name="BondRatio">The oldest pending batch's bond over the value in escrow; null where nothing is pending or held.</param>
/// <param name="QuotaUse">The used part of the outflow quota, of the token that used most.</param>
/// <param name="IsFrozen">Whether only escape claims are paid.</param>
public sealed record LivenessView(
    IReadOnlyList<ClockView> Clocks, int QueueDepth, ulong QueueAgeSeconds, ulong QueueLimitSeconds, ulong DataMissingSeconds, ulong DerivationLagSeconds, double? BondRatio, double QuotaUse,
    bool IsFrozen)
{
    /// <summary>Tokens in escrow that the bond ratio leaves out, because nobody has named their price: the true ratio is lower.</summary>
    public IReadOnlyList<string> Unpriced { get; init; } = [];

    /// <summary>Since when the sequencer is down, Unix seconds; 0 while it is up. Down, from this block on, for an auditor that cannot see it.</summary>
    public ulong SequencerDownSince { get; init; }
}

/// <summary>A clock.</summary>
/// <param name="Clock">batch or execution.</param>
/// <param name="AgeSeconds">Since it last happened.</param>
/// <param name="AmberSeconds">From which age it is late.</param>
/// <param name="Score">Standard deviations from the usual; null with less than 59 days of history.</param>
/// <param name="HasWork">Whether there is anything to do: who has nothing to post is not late.</param>
public sealed record ClockView(string Clock, ulong AgeSeconds, double AmberSeconds, double? Score, bool HasWork)
{
    /// <summary>The age over its hard limit; where the protocol has none, over the age from which it is RED.</summary>
    public double LimitRatio { get; init; }
}

/// <summary>The way out.</summary>
/// <param name="MedianSeconds">Half are out within it.</param>
/// <param name="P95Seconds">95 of 100.</param>
/// <param name="P99Seconds">99 of 100.</param>
/// <param name="Stages">Stage by stage.</param>
public sealed record ExitView(double MedianSeconds, double P95Seconds, double P99Seconds, IReadOnlyList<ExitStageView> Stages);

/// <summary>A stage of the way out.</summary>
/// <param name="Stage">Its name.</param>
/// <param name="MeanSeconds">How long it takes.</param>
/// <param name="Source">Who says so.</param>
public sealed record ExitStageView(string Stage, double MeanSeconds, string Source);

/// <summary>A failure mode.</summary>
/// <param name="Mode">Its name.</param>
/// <param name="PerYear">Its rate under the head regime.</param>
/// <param name="IsLoss">Whether it takes money, or time.</param>
/// <param name="BaseRate">Before multipliers and regime.</param>
/// <param name="Source">Where the base rate comes from.</param>
public sealed record HazardView(string Mode, double PerYear, bool IsLoss, double BaseRate, string Source);
