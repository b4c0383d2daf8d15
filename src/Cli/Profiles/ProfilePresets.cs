namespace Plimsoll.Cli.Profiles;

/// <summary>Profiles to start from.</summary>
internal static class ProfilePresets
{
    /// <summary>
    /// Of each mechanism one for local chains and one with the times of a rollup that holds money; those of the optimistic one are named for their use. A quorum has its attesters named, so that there is one for local chains only.
    /// </summary>
    public static IReadOnlyList<string> Names { get; } = ["devnet", "devnet-validity", "devnet-quorum", "devnet-multi", "production", "validity", "multi"];

    public static ProfileDocument Get(string name) => name switch
    {
        "devnet" => Devnet,
        "devnet-validity" => DevnetValidity,
        "devnet-quorum" => DevnetQuorum,
        "devnet-multi" => DevnetMulti,
        "production" => Production,
        "validity" => ByValidity,
        "multi" => ByMulti,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such preset."),
    };

    /// <summary>Seconds and minutes instead of days; the operator has enough of them to keep every promise on a slow machine.</summary>
    private static ProfileDocument Devnet => Production with
    {
        Name = "devnet",
        Mechanism = Production.Mechanism with { ChallengeWindowSeconds = 20 },
        Batch = Production.Batch with { MaxAgeSeconds = 3_600 },
        Queue = Production.Queue with { InclusionDelaySeconds = 600, OpenAfterSeconds = 900, EscapeAfterSeconds = 1_800, ForcedFeeWei = "1000000000000000" },
        Quota = new() { Floor = "1000000000000000000000000", ShareBasisPoints = 10_000, PeriodSeconds = 60 },
    };

    /// <summary>One proof is enough, and words alone are published. Small, so that one machine proves it.</summary>
    private static ProfileDocument DevnetValidity => Devnet with
    {
        Name = "devnet-validity",
        Mechanism = new() { Kinds = [ProfileRules.Validity], Threshold = 1, ChallengeWindowSeconds = 0, ProofDeadlineSeconds = 1_800 },
        Data = ByValidity.Data,
        Depth = 3,
        Batch = Devnet.Batch with { MaxSlots = 64 },
        Queue = Devnet.Queue with { MaxDueItems = 16, MaxOpenItems = 64 },
    };

    /// <summary>Two of proof, time and quorum; the attesters are the eighth to tenth account of a local chain. The window is long, so that proof and quorum are what makes batches final.</summary>
    private static ProfileDocument DevnetMulti => DevnetValidity with
    {
        Name = "devnet-multi",
        Data = Production.Data,
        Mechanism = new()
        {
            Kinds = [ProfileRules.Optimistic, ProfileRules.Validity, ProfileRules.Quorum],
            Threshold = 2,
            ChallengeWindowSeconds = 600,
            ProofDeadlineSeconds = 1_800,
            Attesters = ["0x14dC79964da2C08b23698B3D3cc7Ca32193d9955", "0x23618e81E3f5cdF7f54C3d65f7FBc0aBf5B21E8f", "0xa0Ee7A142d267C1f36714E4a8F75612F20a79720"],
            Quorum = 2,
        },
    };

    /// <summary>Time and the same quorum, both. The window is short, so that the attesters' vote is what makes batches final.</summary>
    private static ProfileDocument DevnetQuorum => Devnet with
    {
        Name = "devnet-quorum",
        Mechanism = DevnetMulti.Mechanism with { Kinds = [ProfileRules.Optimistic, ProfileRules.Quorum], ChallengeWindowSeconds = 5 },
    };

    /// <summary>A day to prove; words alone in the blobs, 4,096 to each.</summary>
    private static ProfileDocument ByValidity => Production with
    {
        Name = "validity",
        Mechanism = new() { Kinds = [ProfileRules.Validity], Threshold = 1, ChallengeWindowSeconds = 0, ProofDeadlineSeconds = 86_400 },
        Data = new() { Layout = "compact", Location = "blob" },
        Batch = Production.Batch with { MaxSlots = 24_576 },
    };

    /// <summary>A proof and time, both: who would steal has to break the circuit and silence every watcher. Name attesters to make it two of three.</summary>
    private static ProfileDocument ByMulti => Production with
    {
        Name = "multi",
        Mechanism = Production.Mechanism with { Kinds = [ProfileRules.Optimistic, ProfileRules.Validity], Threshold = 2, ProofDeadlineSeconds = 2 * 86_400 },
    };

    /// <summary>Seven days to dispute; the bond is above three worst disputes (1.5 M gas) at 500 gwei.</summary>
    private static ProfileDocument Production => new()
    {
        Version = ProfileDocument.CurrentVersion,
        Name = "production",
        Mechanism = new() { Kinds = [ProfileRules.Optimistic], Threshold = 1, ChallengeWindowSeconds = 7 * 86_400 },
        Data = new() { Layout = "full", Location = "blob" },
        Depth = 12,
        Batch = new() { MaxSlots = 6_144, MaxAgeSeconds = 3_600, BondWei = "3000000000000000000" },
        Queue = new()
        {
            InclusionDelaySeconds = 12 * 3_600,
            OpenAfterSeconds = 24 * 3_600,
            EscapeAfterSeconds = 7 * 86_400,
            MaxDueItems = 512,
            MaxOpenItems = 4_096,
            ForcedFeeWei = "2000000000000000",
        },
        Quota = new() { Floor = "100000000000000000000", ShareBasisPoints = 2_000, PeriodSeconds = 86_400 },
        Sequencer = new() { Policy = "single" },
    };
}
