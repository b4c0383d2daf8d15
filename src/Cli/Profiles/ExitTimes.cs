namespace Plimsoll.Cli.Profiles;

/// <summary>How long money takes to leave, by what a profile promises; the times of L1 blocks and of one's own transactions come on top.</summary>
/// <param name="Final">A withdrawal in a batch, from the commit to the moment it can be claimed.</param>
/// <param name="Forced">A forced exit against an operator who ignores its user and serves the queue as late as the rules let him: until it can be claimed.</param>
/// <param name="ForcedByOthers">A forced exit when the operator is silent and somebody else commits: until it can be claimed.</param>
/// <param name="Escape">Nobody commits: until every account can be paid out against the last final state.</param>
/// <param name="EscapeFromLiars">Committers who lie again and again, so that drops put the freeze off as long as they can: until the same.</param>
/// <param name="QuotaDrain">How long a rollup's whole escrow takes to leave through the quota once it may.</param>
internal sealed record ExitTimes(TimeSpan Final, TimeSpan Forced, TimeSpan ForcedByOthers, TimeSpan Escape, TimeSpan EscapeFromLiars, TimeSpan QuotaDrain)
{
    /// <summary>T_max: the last unit of the last user, whatever committers do or leave undone.</summary>
    public TimeSpan Longest => EscapeFromLiars + QuotaDrain;

    public static ExitTimes Of(ProfileDocument profile)
    {
        ProfileDocument.MechanismPart mechanism = profile.Mechanism;
        TimeSpan window = Seconds(mechanism.ChallengeWindowSeconds), deadline = Seconds(mechanism.ProofDeadlineSeconds ?? 0);

        // Each kind has spoken by then, or the batch can be removed; the last of those that are needed decides.
        TimeSpan final = mechanism.Kinds.Select(kind => kind == ProfileRules.Optimistic ? window : deadline).Order().ElementAt(mechanism.Threshold - 1);
        TimeSpan settled = window > deadline ? window : deadline;
        TimeSpan inclusion = Seconds(profile.Queue.InclusionDelaySeconds), open = Seconds(profile.Queue.OpenAfterSeconds);
        TimeSpan escape = Seconds(profile.Queue.EscapeAfterSeconds);

        // A commit can come just before the freeze, and stays disputable for its window or unproven until its deadline. Drops put the freeze off,
        // for two of both at most.
        // The bucket is full at first; the rest comes in equal parts: share of the escrow each period.
        uint share = profile.Quota.ShareBasisPoints, periods = (10_000 + share - 1) / share - 1;
        TimeSpan longest = escape + 2 * (window + deadline) + settled;
        return new(final, inclusion + final, open + final, escape + settled, longest, Seconds(periods * profile.Quota.PeriodSeconds));
    }

    private static TimeSpan Seconds(ulong seconds) => TimeSpan.FromSeconds(checked((long)seconds));
}
