using Plimsoll.State;

namespace Plimsoll.Sequencing;

/// <summary>What became of a submission.</summary>
/// <param name="Refusal">Why it was not taken, or none.</param>
/// <param name="Rule">The broken rule if the refusal is one, else none.</param>
/// <param name="Slot">The number of its first slot among all user slots of the rollup, if it was taken, now or before.</param>
public readonly record struct Outcome(Refusal Refusal, RejectionReason Rule, ulong Slot)
{
    /// <summary>Whether it was taken now.</summary>
    public bool IsTaken => Refusal == Refusal.None;

    internal static Outcome Taken(ulong slot) => new(Refusal.None, RejectionReason.None, slot);

    internal static Outcome Refused(Refusal refusal, ulong slot = 0) => new(refusal, RejectionReason.None, slot);

    internal static Outcome Broken(RejectionReason rule) => new(Refusal.Rule, rule, 0);
}
