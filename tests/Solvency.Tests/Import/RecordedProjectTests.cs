using System.Text.Json;
using Plimsoll.Primitives;
using Plimsoll.Solvency.Import;
using Plimsoll.Solvency.Parameters;

namespace Plimsoll.Solvency.Tests.Import;

/// <summary>What recorded discovery files of 80 projects say; the numbers are known from the projects' own documents and are nowhere in the code.</summary>
public sealed class RecordedProjectTests
{
    private const ulong Hour = 3_600, Day = 24 * Hour;

    private static readonly Lazy<RollupImport> s_import = new(() =>
    {
        RollupImport import = new();
        foreach (string file in RecordedData.Files("l2beat", "discovered.json"))
            import.Add(file, File.ReadAllBytes(file));
        return import;
    });

    private static readonly Lazy<Dictionary<string, ProjectFacts>> s_facts = new(() => s_import.Value.Facts().ToDictionary(facts => facts.Project));

    [Fact]
    public void Every_file_is_read()
    {
        IReadOnlyList<string> files = RecordedData.Files("l2beat", "discovered.json");
        Assert.Empty(s_import.Value.Errors);
        Assert.Equal(files.Count, s_import.Value.FileCount);
        Assert.Equal(Directory.GetDirectories(Path.Combine(files[0], "..", "..", "..")).Length, s_facts.Value.Count);
        Assert.True(s_facts.Value.Values.Count(facts => facts.Facts.Count > 0) >= 60);
        Assert.True(s_facts.Value.Values.Count(facts => facts.Thresholds.Count > 0) >= 60);
    }

    [Theory]
    [InlineData("aevo", RollupFamily.OpStackOutputOracle, Hour, null)]
    [InlineData("base", RollupFamily.OpStackOutputOracle, 7 * Day, null)]
    [InlineData("blast", RollupFamily.OpStackOutputOracle, 12 * Day, null)]
    [InlineData("karak", RollupFamily.OpStackOutputOracle, 3 * Day, null)]
    [InlineData("mantapacific", RollupFamily.OpStackOutputOracle, 3 * Day, null)]
    [InlineData("kroma", RollupFamily.OpStackOutputOracle, 7 * Day, null)]
    [InlineData("metis", RollupFamily.Ovm, 7 * Day, null)]
    [InlineData("arbitrum", RollupFamily.Arbitrum, 549_816UL, Day)]
    [InlineData("nova", RollupFamily.Arbitrum, 549_816UL, Day)]
    [InlineData("deri", RollupFamily.Arbitrum, Day, Day)]
    [InlineData("degen", RollupFamily.Arbitrum, 483_840UL, 1_000 * Day)] // on Base: blocks of two seconds
    [InlineData("popapex", RollupFamily.Arbitrum, 483_840UL, 1_000 * Day)] // on Arbitrum: blocks of L1
    [InlineData("zksync2", RollupFamily.ZkStack, 21 * Hour, null)]
    [InlineData("zksync", RollupFamily.ZkSyncLite, null, null)]
    [InlineData("immutablex", RollupFamily.Starkex, null, 7 * Day)]
    [InlineData("dydx", RollupFamily.Starkex, null, 14 * Day)]
    [InlineData("starknet", RollupFamily.Starknet, null, null)]
    [InlineData("loopring", RollupFamily.Loopring, null, 15 * Day)]
    [InlineData("polygonzkevm", RollupFamily.PolygonCdk, null, 5 * Day)]
    [InlineData("linea", RollupFamily.Linea, null, null)]
    [InlineData("scroll", RollupFamily.Scroll, null, null)]
    [InlineData("taiko", RollupFamily.Taiko, Day, null)]
    [InlineData("nomad", RollupFamily.Other, 1_800UL, null)]
    public void Stack_challenge_window_and_forced_inclusion(string project, RollupFamily stack, ulong? challenge, ulong? forced)
    {
        ProjectFacts facts = Of(project);
        Assert.Equal((stack, challenge, forced), (facts.Stack, facts.ChallengeWindowSeconds, facts.ForcedInclusionDelaySeconds));
    }

    [Fact]
    public void Arbitrum_can_be_replaced_by_its_council_at_once_and_by_its_token_holders_slowly()
    {
        ProjectFacts facts = Of("arbitrum");
        Assert.Equal(0UL, facts.ExitWindowSeconds);
        ControlPath[] inbox = [.. facts.Powers.Where(path => path.Contract == "SequencerInbox")];
        Assert.Contains(inbox, path => path is { Holder: "SecurityCouncil", HolderKind: "multisig 9 of 12", DelaySeconds: 0 });
        Assert.Contains(inbox, path => path.DelaySeconds == 3 * Day + 549_816 + 3 * Day && path.Via.Contains("L1ArbitrumTimelock")
            && path.Via.Contains("L2CoreTimelock"));
        Assert.DoesNotContain(facts.Flags, flag =>
            flag.StartsWith("instant-upgrade-by-one", StringComparison.Ordinal)); // the alias of the timelock is nobody's account
        Assert.Contains(facts.Facts, fact => fact is { Kind: FactKind.Bond, Field: "baseStake" } && fact.Value == UInt256.Parse("1000000000000000000"));
    }

    [Theory]
    [InlineData("base", 0UL)]
    [InlineData("apex", 14 * Day)]
    [InlineData("immutablex", 14 * Day)]
    [InlineData("degate3", 45 * Day)]
    [InlineData("deversifi", 3 * Day)]
    [InlineData("shared-polygon-cdk", 10 * Day)]
    public void Exit_windows(string project, ulong? seconds) => Assert.Equal(seconds, Of(project).ExitWindowSeconds);

    [Fact]
    public void A_timelock_that_one_of_the_ways_goes_around_does_not_count()
    {
        ControlPath[] paths = [.. Of("scroll").Powers.Where(path => path.Contract == "ScrollChain")];
        Assert.Equal(0UL, paths.Min(path => path.DelaySeconds));
        Assert.Equal(14 * Day, paths.Max(path => path.DelaySeconds));
    }

    [Fact]
    public void What_several_projects_share_is_looked_up_where_it_is_described() // PolygonRollupManager is in another project's file
        => Assert.Contains(Of("polygonzkevm").Powers, path =>
            path.Contract == "PolygonZkEVMEtrog" && path.Holder == "Timelock" | path.Via.Contains("PolygonRollupManager"));

    [Theory]
    [InlineData("aevo", "short-challenge-window:3600")]
    [InlineData("degen", "forced-inclusion-too-late:86400000")]
    [InlineData("popapex", "forced-inclusion-too-late:86400000")]
    [InlineData("scroll", "paused:EnforcedTxGateway.paused")]
    [InlineData("scroll", "forced-entry-closed:EnforcedTxGateway")]
    [InlineData("taiko", "no-identity-delay:SgxVerifier")]
    [InlineData("taiko", "tee-prover")]
    [InlineData("base", "outputs-deleted:2")]
    [InlineData("degate2", "ended:ExchangeV3.isShutdown")]
    [InlineData("arbitrum", "permissioned-validators:RollupProxy")]
    public void Flags_come_from_the_data(string project, string flag) => Assert.Contains(flag, Of(project).Flags);

    [Theory]
    [InlineData("immutablex", "short-challenge-window")]
    [InlineData("base", "short-challenge-window")]
    [InlineData("arbitrum", "forced-inclusion-too-late")]
    [InlineData("immutablex", "instant-upgrade")]
    [InlineData("loopring", "ended")]
    public void What_is_not_so_is_not_flagged(string project, string flag) =>
        Assert.DoesNotContain(Of(project).Flags, found => found.StartsWith(flag, StringComparison.Ordinal));

    [Theory]
    [InlineData("ronin", "MainchainGateway", 70UL, 100UL)]
    [InlineData("arbitrum", "SecurityCouncil", 9UL, 12UL)]
    [InlineData("taiko", "GuardianProver", 6UL, 8UL)]
    [InlineData("degen", "SequencerInbox data committee", 1UL, 1UL)]
    public void Thresholds(string project, string name, ulong required, ulong members) =>
        Assert.Contains(new MultisigThreshold(name, required, members), Of(project).Thresholds);

    [Fact]
    public void Limits_and_traits()
    {
        Assert.Contains(Of("linea").Facts, fact => fact is { Kind: FactKind.Limit, Field: "limitInWei" } && fact.Value == UInt256.Parse("18750000000000000000000"));
        Assert.Equal(["single-tee-prover", "instant-upgrade", "no-identity-delay"], Of("taiko").Traits);
        Assert.Equal(["no-open-fraud-proof", "short-challenge-window", "instant-upgrade"], Of("aevo").Traits);
        Assert.Contains("forced-entry-closed", Of("scroll").Traits);
        Assert.Equal(["no-open-fraud-proof"], Of("arbitrum").Traits); // a council of 9 of 12 is strong enough to be instant
        Assert.Empty(Of("immutablex").Traits);
    }

    [Fact]
    public void Every_project_has_a_static_haircut_and_all_of_it_is_printed()
    {
        RecordedData.Files("l2beat", "discovered.json");
        Assert.All(s_facts.Value.Values, facts => Assert.InRange(RollupImport.StaticRisk(facts, RiskParameters.Default).Haircut.Value, 0.05, 0.95));
        using MemoryStream stream = new();
        ImportText.WriteJson(s_import.Value, RiskParameters.Default, stream);
        using JsonDocument json = JsonDocument.Parse(stream.ToArray());
        JsonElement degen = json.RootElement.GetProperty("projects").EnumerateArray().Single(project => project.GetProperty("name").GetString() == "degen");
        Assert.Equal(86_400_000, degen.GetProperty("forcedInclusionDelaySeconds").GetInt64());
        Assert.Equal("arbitrum", degen.GetProperty("stack").GetString());
        Assert.Equal(15_021_326, degen.GetProperty("asOfBlocks").GetProperty("base").GetInt64());
        Assert.Equal("100000000000000000", degen.GetProperty("bonds")[0].GetProperty("amount").GetString());
        StringWriter table = new();
        ImportText.WriteTable(s_import.Value, RiskParameters.Default, table);
        Assert.Equal(s_facts.Value.Count + 1, table.ToString().Count(c => c == '\n'));
    }

    [Fact]
    public void A_permissioned_week_costs_more_than_a_proof()
    {
        Assert.True(Haircut("base") > Haircut("zksync2"));
        Assert.True(Haircut("hop") > Haircut("base"));

        double Haircut(string project) => RollupImport.StaticRisk(Of(project), RiskParameters.Default).Haircut.Value;
    }

    private static ProjectFacts Of(string project)
    {
        RecordedData.Files("l2beat", "discovered.json");
        return s_facts.Value[project];
    }
}
