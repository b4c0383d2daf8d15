namespace Plimsoll.Cli.Profiles;

/// <summary>Profiles to start from.</summary>
internal static class ProfilePresets
{
    public static IReadOnlyList<string> Names { get; } = ["devnet", "production"];

    public static ProfileDocument Get(string name) => name switch
    {
        "devnet" => Devnet,
        "production" => Production,
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
