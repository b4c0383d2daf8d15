using Plimsoll.Batches;
using Plimsoll.L1;
using Plimsoll.Primitives;
using Plimsoll.State;

namespace Plimsoll.Cli.Profiles;

/// <summary>What a profile must keep to. The contract checks numbers again; here all that is wrong is said at once, in words.</summary>
internal static class ProfileRules
{
    /// <summary>Time in which everybody could show a fault.</summary>
    public const string Optimistic = "optimistic";

    /// <summary>A validity proof.</summary>
    public const string Validity = "validity";

    /// <summary>Signatures of attesters.</summary>
    public const string Quorum = "quorum";

    /// <summary>Blobs live 18 days on L1; a dispute must end four days before, with a day to get its transaction in.</summary>
    public const ulong MaxDisputeSeconds = 13 * 86_400;

    /// <summary>Three worst disputes of 1,500,000 gas at 500 gwei.</summary>
    private static readonly UInt128 s_leastBond = 3UL * 1_500_000 * 500_000_000_000;

    public static IReadOnlyList<string> Check(ProfileDocument profile)
    {
        List<string> problems = [];
        Require(profile.Version == ProfileDocument.CurrentVersion, $"version {profile.Version} is unknown; this program reads version {ProfileDocument.CurrentVersion}");
        Require(profile.Name is { Length: > 0 and <= 64 }, "name must have 1 to 64 characters");
        CheckMechanism(profile, Require);
        Require(profile.Depth is >= 1 and <= MerkleTree.MaxDepth, $"depth must be from 1 to {MerkleTree.MaxDepth}");
        CheckBatch(profile, Require);
        CheckQueue(profile, Require);
        Require(IsAmount(profile.Quota.Floor, out UInt128 floor) && floor > UInt128.Zero, "quota.floor must be a positive decimal number below 2^128, as text");
        Require(profile.Quota.ShareBasisPoints is >= 1 and <= 10_000, "quota.shareBasisPoints must be from 1 to 10000");
        Require(profile.Quota.PeriodSeconds is >= 1 and <= 30 * 86_400, "quota.periodSeconds must be from 1 to 30 days");
        CheckSequencer(profile.Sequencer, Require);
        return problems;

        void Require(bool holds, string problem)
        {
            if (!holds)
                problems.Add(problem);
        }
    }

    /// <summary>Reads a whole number of wei or of a token's smallest unit.</summary>
    public static bool IsAmount(string text, out UInt128 amount) =>
        UInt128.TryParse(text, System.Globalization.NumberStyles.None, null, out amount) && (text == "0" || text[0] != '0');

    private static void CheckMechanism(ProfileDocument profile, Action<bool, string> require)
    {
        ProfileDocument.MechanismPart mechanism = profile.Mechanism;
        IReadOnlyList<string> kinds = mechanism.Kinds;
        foreach (string kind in kinds.Distinct())
            require(kind is Optimistic or Validity or Quorum, $"mechanism.kinds: \"{kind}\" is no kind of proof");
        require(kinds.Count is >= 1 and <= 3, "mechanism.kinds must name 1 to 3 kinds of proof");
        require(kinds.Distinct().Count() == kinds.Count, "mechanism.kinds: the same kind never counts twice");
        require(kinds is not [Quorum], "mechanism.kinds: a quorum makes nothing final alone");
        require(
            mechanism.Threshold >= Math.Min(2, kinds.Count) && mechanism.Threshold >= 1 && mechanism.Threshold <= kinds.Count,
            "mechanism.threshold must be 1 for one kind, and from 2 to their number for several: no single one of them makes a batch final");
        CheckData(profile, require);
        CheckTimes(mechanism, profile.Data.Layout == "compact", require);
        CheckAttesters(mechanism, require);
    }

    private static void CheckData(ProfileDocument profile, Action<bool, string> require)
    {
        IReadOnlyList<string> kinds = profile.Mechanism.Kinds;
        require(profile.Data.Layout is "full" or "compact", "data.layout must be \"full\" or \"compact\"");
        require(
            profile.Data is { Layout: "full", Location: "blob" } || !kinds.Contains(Optimistic),
            "data: fraud proofs need layout \"full\" and location \"blob\", for everybody must be able to read what is disputed");
        require(profile.Data.Location == "blob", "data.location must be \"blob\": no other can be deployed with this version");
        require(profile.Data.Layout != "compact" || kinds.Contains(Validity), "data.layout: \"compact\" leaves out what only a validity proof attests");
    }

    private static void CheckTimes(ProfileDocument.MechanismPart mechanism, bool isCompact, Action<bool, string> require)
    {
        bool isTimeAlone = mechanism.Kinds is [Optimistic];
        if (isCompact)
            require(mechanism.ChallengeWindowSeconds == 0, "mechanism.challengeWindowSeconds must be 0 with layout \"compact\": nothing there can be disputed");
        else
            require(mechanism.ChallengeWindowSeconds >= 1, "mechanism.challengeWindowSeconds must be at least 1");
        require(
            mechanism.ChallengeWindowSeconds <= MaxDisputeSeconds,
            $"mechanism.challengeWindowSeconds must be at most {MaxDisputeSeconds} (13 days): blobs live 18 days");
        require(!isTimeAlone || mechanism.ProofDeadlineSeconds is null, "mechanism.proofDeadlineSeconds: where time alone counts there is none");
        require(isTimeAlone || mechanism.ProofDeadlineSeconds >= 1, "mechanism.proofDeadlineSeconds must be at least 1");
        require(
            (UInt128)mechanism.ChallengeWindowSeconds + (mechanism.ProofDeadlineSeconds ?? 0) <= MaxDisputeSeconds,
            $"mechanism.proofDeadlineSeconds and mechanism.challengeWindowSeconds together must be at most {MaxDisputeSeconds} (13 days)");
    }

    private static void CheckAttesters(ProfileDocument.MechanismPart mechanism, Action<bool, string> require)
    {
        if (!mechanism.Kinds.Contains(Quorum))
        {
            require(mechanism is { Attesters: null, Quorum: null }, "mechanism.attesters and mechanism.quorum: where no quorum counts there are none");
            return;
        }

        IReadOnlyList<string> attesters = mechanism.Attesters ?? [];
        foreach (string text in attesters)
            require(AddressChecksum.TryParse(text, out Address attester) && !attester.IsZero, $"mechanism.attesters: {text} is not an address with its checksum");
        require(attesters.Distinct(StringComparer.OrdinalIgnoreCase).Count() == attesters.Count, "mechanism.attesters: each counts once");
        require(mechanism.Quorum >= 1 && mechanism.Quorum <= attesters.Count, "mechanism.quorum must be from 1 to the number of attesters");
    }

    private static void CheckBatch(ProfileDocument profile, Action<bool, string> require)
    {
        ProfileDocument.BatchPart batch = profile.Batch;
        int most = profile.Data.Layout == "compact" ? FullLayout.MaxBlobs * FullLayout.ElementsPerBlob : FullLayout.MaxSlots;
        require(batch.MaxSlots >= 1 && batch.MaxSlots <= most, $"batch.maxSlots must be from 1 to {most}");
        require(batch.MaxAgeSeconds is >= 1 and <= 86_400, "batch.maxAgeSeconds must be from 1 to one day");
        require(
            IsAmount(batch.BondWei, out UInt128 bond) && bond >= s_leastBond && bond < UInt128.One << 96,
            $"batch.bondWei must be a decimal number of wei, as text, from {s_leastBond} (three worst disputes at 500 gwei) to 2^96 - 1");
    }

    private static void CheckQueue(ProfileDocument profile, Action<bool, string> require)
    {
        ProfileDocument.QueuePart queue = profile.Queue;
        require(queue.InclusionDelaySeconds >= 1, "queue.inclusionDelaySeconds must be at least 1");
        require(queue.OpenAfterSeconds >= queue.InclusionDelaySeconds, "queue.openAfterSeconds must not be below queue.inclusionDelaySeconds");
        require(queue.EscapeAfterSeconds > queue.OpenAfterSeconds, "queue.escapeAfterSeconds must be above queue.openAfterSeconds: others need time to serve the queue");
        require(queue.EscapeAfterSeconds <= 90 * 86_400, "queue.escapeAfterSeconds must be at most 90 days");
        require(queue.MaxDueItems >= 1 && queue.MaxDueItems <= profile.Batch.MaxSlots, "queue.maxDueItems must be from 1 to batch.maxSlots: a batch must be able to take them");
        require(
            queue.MaxOpenItems >= Math.Max(queue.MaxDueItems, 2), "queue.maxOpenItems must not be below queue.maxDueItems, nor below 2");
        require(IsAmount(queue.ForcedFeeWei, out UInt128 fee) && fee > UInt128.Zero, "queue.forcedFeeWei must be a positive decimal number of wei, as text");
    }

    private static void CheckSequencer(ProfileDocument.SequencerPart sequencer, Action<bool, string> require)
    {
        require(sequencer.Policy is "single" or "anyone", "sequencer.policy must be \"single\" or \"anyone\"");
        require(
            sequencer.Policy != "single" || sequencer.Address is null || (AddressChecksum.TryParse(sequencer.Address, out Address address) && !address.IsZero),
            "sequencer.address must be an address with its checksum, or left out for the deploying wallet's");
        require(sequencer.Policy != "anyone" || sequencer.Address is null, "sequencer.address: with policy \"anyone\" there is none");
    }
}
