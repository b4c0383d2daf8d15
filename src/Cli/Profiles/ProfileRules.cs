using Plimsoll.Batches;
using Plimsoll.L1;
using Plimsoll.Primitives;
using Plimsoll.State;

namespace Plimsoll.Cli.Profiles;

/// <summary>What a profile must keep to. The contract checks numbers again; here all that is wrong is said at once, in words.</summary>
internal static class ProfileRules
{
    /// <summary>The only kind of proof that can be deployed.</summary>
    public const string Optimistic = "optimistic";

    /// <summary>Blobs live 18 days on L1; a dispute must end four days before, with a day to get its transaction in.</summary>
    public const ulong MaxDisputeSeconds = 13 * 86_400;

    /// <summary>Three worst disputes of 1,500,000 gas at 500 gwei.</summary>
    private static readonly UInt128 s_leastBond = 3UL * 1_500_000 * 500_000_000_000;

    private static readonly string[] s_laterKinds = ["validity", "quorum"];

    public static IReadOnlyList<string> Check(ProfileDocument profile)
    {
        List<string> problems = [];
        Require(profile.Version == ProfileDocument.CurrentVersion, $"version {profile.Version} is unknown; this program reads version {ProfileDocument.CurrentVersion}");
        Require(profile.Name is { Length: > 0 and <= 64 }, "name must have 1 to 64 characters");
        CheckMechanism(profile, Require);
        Require(profile.Depth is >= 1 and <= MerkleTree.MaxDepth, $"depth must be from 1 to {MerkleTree.MaxDepth}");
        CheckBatch(profile.Batch, Require);
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
        IReadOnlyList<string> kinds = profile.Mechanism.Kinds;
        foreach (string kind in kinds.Distinct())
        {
            require(kind == Optimistic || s_laterKinds.Contains(kind), $"mechanism.kinds: \"{kind}\" is no kind of proof");
            require(!s_laterKinds.Contains(kind), $"mechanism.kinds: \"{kind}\" cannot be deployed with this version; \"{Optimistic}\" can");
        }

        require(kinds.Count is >= 1 and <= 3, "mechanism.kinds must name 1 to 3 kinds of proof");
        require(kinds.Distinct().Count() == kinds.Count, "mechanism.kinds: the same kind never counts twice");
        require(profile.Mechanism.Threshold >= 1 && profile.Mechanism.Threshold <= kinds.Count, "mechanism.threshold must be from 1 to the number of kinds");
        require(
            profile.Data is { Layout: "full", Location: "blob" } || !kinds.Contains(Optimistic),
            "data: fraud proofs need layout \"full\" and location \"blob\", for everybody must be able to read what is disputed");
        require(profile.Mechanism.ChallengeWindowSeconds >= 1, "mechanism.challengeWindowSeconds must be at least 1");
        require(
            profile.Mechanism.ChallengeWindowSeconds <= MaxDisputeSeconds,
            $"mechanism.challengeWindowSeconds must be at most {MaxDisputeSeconds} (13 days): blobs live 18 days");
    }

    private static void CheckBatch(ProfileDocument.BatchPart batch, Action<bool, string> require)
    {
        require(batch.MaxSlots is >= 1 and <= FullLayout.MaxSlots, $"batch.maxSlots must be from 1 to {FullLayout.MaxSlots}");
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
