using System.Text;
using Plimsoll.Solvency.Import;
using Plimsoll.Solvency.Parameters;

namespace Plimsoll.Solvency.Tests.Import;

/// <summary>Both schema generations, in files small enough to read.</summary>
public sealed class DiscoveredFileTests
{
    private const string Older = """
        { "name": "old", "chain": "ethereum", "blockNumber": 7, "version": 4, "eoas": ["0x00000000000000000000000000000000000000Ee"], "contracts": [
          { "name": "L2OutputOracle", "address": "0x0000000000000000000000000000000000000001", "upgradeability": { "type": "EIP1967 proxy", "admin": "0x0000000000000000000000000000000000000002" },
            "values": { "FINALIZATION_PERIOD_SECONDS": 604800, "odd": "EXPECT_REVERT" } },
          { "name": "ProxyAdmin", "address": "0x0000000000000000000000000000000000000002", "upgradeability": { "type": "immutable" }, "values": { "owner": "0x0000000000000000000000000000000000000003" } },
          { "name": "Timelock", "address": "0x0000000000000000000000000000000000000003", "upgradeability": { "type": "immutable" },
            "values": { "getMinDelay": "86400", "accessControl": { "PROPOSER_ROLE": { "members": ["0x0000000000000000000000000000000000000004", "0x00000000000000000000000000000000000000ee"] } } } },
          { "name": "Safe", "address": "0x0000000000000000000000000000000000000004", "upgradeability": { "type": "gnosis safe", "threshold": "2 of 3 (67%)", "modules": [] } } ] }
        """;

    private const string Newer = """
        { "name": "new", "timestamp": 1760000000, "usedBlockNumbers": { "ethereum": 23000000, "optimism": 140000000 }, "entries": [
          { "name": "OptimismPortal2", "address": "eth:0x0000000000000000000000000000000000000001", "type": "Contract", "proxyType": "EIP1967 proxy",
            "values": { "$admin": "eth:0x0000000000000000000000000000000000000002", "$upgradeCount": 11, "proofMaturityDelaySeconds": 604800, "disputeGameFinalityDelaySeconds": 302400, "paused": false } },
          { "name": "DisputeGameFactory", "address": "eth:0x0000000000000000000000000000000000000005", "type": "Contract", "values": { "initBonds": ["80000000000000000", "0"] } },
          { "name": "PermissionedDisputeGame", "address": "eth:0x0000000000000000000000000000000000000006", "type": "Contract", "values": { "maxClockDuration": 302400, "clockExtension": 10800 } },
          { "name": "SuperchainConfig", "address": "eth:0x0000000000000000000000000000000000000007", "type": "Reference", "targetProject": "shared" },
          { "name": "Council", "address": "eth:0x0000000000000000000000000000000000000003", "type": "Contract", "proxyType": "gnosis safe",
            "values": { "$threshold": 10, "$members": ["eth:0x00000000000000000000000000000000000000ee", "eth:0x00000000000000000000000000000000000000ef"] },
            "receivedPermissions": [
              { "permission": "upgrade", "from": "eth:0x0000000000000000000000000000000000000001", "role": "admin", "delay": 100,
                "via": [ { "address": "eth:0x0000000000000000000000000000000000000002" }, { "address": "eth:0x0000000000000000000000000000000000000005", "delay": 259200 } ] },
              { "permission": "guard", "from": "eth:0x0000000000000000000000000000000000000001" } ] },
          { "address": "eth:0x00000000000000000000000000000000000000ee", "type": "EOA" } ] }
        """;

    private const string Shared = """
        { "name": "shared", "entries": [ { "name": "SuperchainConfig", "address": "eth:0x0000000000000000000000000000000000000007", "type": "Contract", "values": { "paused": true } } ] }
        """;

    [Fact]
    public void The_older_generation()
    {
        ProjectFacts facts = Read(Older).Single();
        Assert.Equal((RollupFamily.OpStackOutputOracle, 604_800UL, 86_400UL), (facts.Stack, facts.ChallengeWindowSeconds, facts.ExitWindowSeconds));
        Assert.Equal(7UL, facts.AsOfBlocks["ethereum"]);
        Assert.Equal([("multisig 2 of 3", 86_400UL), ("account", 86_400UL)], facts.Powers.Select(path => (path.HolderKind, path.DelaySeconds)));
        Assert.Equal(["ProxyAdmin", "Timelock"], facts.Powers[0].Via);
        Assert.DoesNotContain(facts.Flags, flag => flag.StartsWith("instant", StringComparison.Ordinal));
    }

    [Fact]
    public void The_newer_generation()
    {
        ProjectFacts facts = Read(Newer, Shared).Single(project => project.Project == "new");
        Assert.Equal((RollupFamily.OpStackFaultProofs, 604_800UL, 259_300UL), (facts.Stack, facts.ChallengeWindowSeconds, facts.ExitWindowSeconds));
        Assert.Equal((23_000_000UL, 140_000_000UL, 1_760_000_000UL), (facts.AsOfBlocks["ethereum"], facts.AsOfBlocks["optimism"], facts.AsOfTime));
        ControlPath path = Assert.Single(facts.Powers);
        Assert.Equal(("OptimismPortal2", "Council", "multisig 10 of 2"), (path.Contract, path.Holder, path.HolderKind));
        Assert.Equal(11UL, facts.UpgradeCount);
        Assert.Equal(2, facts.Facts.Count(fact => fact.Kind == FactKind.Bond));
        Assert.Contains(facts.Facts, fact => fact is { Kind: FactKind.DisputeClock, Field: "clockExtension" });
        Assert.Contains("paused:SuperchainConfig.paused", facts.Flags); // it is described in another project's file
    }

    [Fact]
    public void A_permission_that_ends_at_a_contract_is_followed_to_who_decides_for_it()
    {
        const string Gatekeeper = """
            { "name": "lite", "timestamp": 1, "entries": [
              { "name": "Verifier", "address": "eth:0x0000000000000000000000000000000000000001", "type": "Contract", "values": { "$admin": "eth:0x0000000000000000000000000000000000000002" } },
              { "name": "UpgradeGatekeeper", "address": "eth:0x0000000000000000000000000000000000000002", "type": "Contract",
                "receivedPermissions": [ { "permission": "upgrade", "from": "eth:0x0000000000000000000000000000000000000001" } ],
                "values": { "getMaster": "eth:0x0000000000000000000000000000000000000003", "mainContract": "eth:0x0000000000000000000000000000000000000004" } },
              { "name": "ZkSync", "address": "eth:0x0000000000000000000000000000000000000004", "type": "Contract", "values": { "getNoticePeriod": 1814400, "exodusMode": false } },
              { "name": "Safe", "address": "eth:0x0000000000000000000000000000000000000003", "type": "Contract", "proxyType": "gnosis safe", "values": { "$threshold": 4, "$members": [] } } ] }
            """;
        ControlPath path = Assert.Single(Read(Gatekeeper).Single().Powers);
        Assert.Equal(("Safe", 1_814_400UL), (path.Holder, path.DelaySeconds));
    }

    [Fact]
    public void Files_between_the_generations()
    {
        string between = Older.Replace("[\"0x00000000000000000000000000000000000000Ee\"]",
            "[{ \"address\": \"0x00000000000000000000000000000000000000Ee\", \"receivedPermissions\": [{ \"permission\": \"upgrade\", \"from\": \"0x0000000000000000000000000000000000000001\", \"delay\": 5 }] }]", StringComparison.Ordinal);
        Assert.Equal(5UL, Read(between).Single().ExitWindowSeconds);
        string oneChain = Newer.Replace("\"usedBlockNumbers\": { \"ethereum\": 23000000, \"optimism\": 140000000 }", "\"chain\": \"base\", \"blockNumber\": 5",
            StringComparison.Ordinal);
        Assert.Equal(5UL, Read(oneChain).Single().AsOfBlocks["base"]);
    }

    [Theory]
    [InlineData("\"paused\": false", "\"respectedGameType\": 1", "permissioned-proposer:OptimismPortal2")]
    [InlineData("\"paused\": false", "\"exodusMode\": true", "ended:OptimismPortal2.exodusMode")]
    [InlineData("\"paused\": false", "\"getConfig\": { \"instanceValidityDelay\": 0 }", "no-identity-delay:OptimismPortal2")]
    [InlineData("\"paused\": false", "\"maxTimeVariation\": { \"delayBlocks\": 1, \"futureBlocks\": 1, \"delaySeconds\": 2592001, \"futureSeconds\": 1 }", "forced-inclusion-too-late:2592001")]
    public void Flags_of_the_newer_generation(string text, string other, string flag) =>
        Assert.Contains(flag, Read(Newer.Replace(text, other, StringComparison.Ordinal)).Single().Flags);

    [Fact]
    public void A_reference_without_its_file_stays_a_reference() =>
        Assert.DoesNotContain(Read(Newer).Single().Flags, flag => flag.StartsWith("paused", StringComparison.Ordinal));

    [Fact]
    public void Files_of_one_project_belong_together()
    {
        string onOther = Older.Replace("\"chain\": \"ethereum\", \"blockNumber\": 7", "\"chain\": \"base\", \"blockNumber\": 9", StringComparison.Ordinal);
        ProjectFacts facts = Read(Older, onOther).Single();
        Assert.Equal((7UL, 9UL), (facts.AsOfBlocks["ethereum"], facts.AsOfBlocks["base"]));
        Assert.Equal("ethereum", facts.Chain);
    }

    [Fact]
    public void An_owner_who_owns_himself_is_no_way_without_end()
    {
        ProjectFacts facts = Read(Older.Replace("\"owner\": \"0x0000000000000000000000000000000000000003\"",
            "\"owner\": \"0x0000000000000000000000000000000000000002\"", StringComparison.Ordinal)).Single();
        Assert.Equal("ProxyAdmin", Assert.Single(facts.Powers).Holder);
        Read(Older.Replace("\"owner\": \"0x0000000000000000000000000000000000000003\"", "\"owner\": \"0x0000000000000000000000000000000000000001\"",
            StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"name\":\"x\"}")]
    [InlineData("{\"name\":\"x\",\"contracts\":[]}")]
    [InlineData("{\"name\":\"x\",\"chain\":\"ethereum\",\"contracts\":[{\"name\":\"a\"}]}")]
    [InlineData("{\"name\":\"x\",\"chain\":\"ethereum\",\"contracts\":[{\"name\":\"a\",\"address\":\"0x01\"}]}")]
    [InlineData("{\"name\":\"x\",\"entries\":[7]}")]
    [InlineData("{\"name\":\"x\",\"entries\":{}}")]
    [InlineData("{\"name\":\"\\ud800\",\"entries\":[]}")]
    public void A_file_that_is_no_project_is_named_and_does_not_stop_the_others(string text)
    {
        RollupImport import = new();
        import.Add("bad.json", Encoding.UTF8.GetBytes(text));
        import.Add("good.json", Encoding.UTF8.GetBytes(Older));
        Assert.Equal("bad.json", Assert.Single(import.Errors).File);
        Assert.Single(import.Facts());
        Assert.Equal(1, import.FileCount);
    }

    [Theory]
    [InlineData("604800", "\"604800\"", 604_800UL)]
    [InlineData("604800", "\"99999999999999999999999999999999999999999999999999999999999999999999999999999999999999\"", null)]
    [InlineData("604800", "99999999999999999999999", null)]
    [InlineData("604800", "-1", null)]
    [InlineData("604800", "1e5", null)]
    [InlineData("604800", "[3, 5]", 5UL)]
    [InlineData("604800", "{\"a\": 4}", 4UL)]
    [InlineData("604800", "null", null)]
    public void Values_have_many_forms_and_some_are_none(string text, string other, ulong? expected) =>
        Assert.Equal(expected, Read(Older.Replace(text, other, StringComparison.Ordinal)).Single().ChallengeWindowSeconds);

    [Fact]
    public void Random_damage_never_breaks_the_reader() =>
        Gen.Select(Gen.Bool.Select(older => older ? Older : Newer), Gen.Select(Gen.Int[0, 2_000], Gen.Byte).Array[1, 8]).Sample((text, damage) =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            foreach ((int at, byte value) in damage)
                bytes[at % bytes.Length] = value;
            RollupImport import = new();
            import.Add("damaged.json", bytes);
            Assert.All(import.Facts(), facts => Assert.InRange(RollupImport.StaticRisk(facts, RiskParameters.Default).Haircut.Value, 0, 1));
        });

    private static IReadOnlyList<ProjectFacts> Read(params string[] files)
    {
        RollupImport import = new();
        foreach (string text in files)
            import.Add("file", Encoding.UTF8.GetBytes(text));
        Assert.Empty(import.Errors);
        return import.Facts();
    }
}
