using System.Text.Json;
using Plimsoll.Devnet;
using Plimsoll.Devnet.Tests;
using Plimsoll.EndToEnd;
using Plimsoll.L1.Abi;
using Plimsoll.L1.Eip712;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Signing;
using Plimsoll.Primitives;

namespace Plimsoll.Lenders.Tests;

/// <summary>Aave V3's price oracle and sentinel, as published, on the solvency oracle's feeds.</summary>
public sealed class AaveTests(AnvilFixture fixture) : AnvilTest<AnvilFixture>(fixture)
{
    private const ulong MaxStaleness = 7_200;
    private const ulong GracePeriod = 3_600;
    private const ulong SpotMaxAge = 1_000_000;

    private static readonly Bytes32 s_chainKey = Bytes32.Parse("0x" + new string('c', 64));
    private static readonly Address s_asset = Address.Parse("0x00000000000000000000000000000000000a55e7");
    private static readonly Address s_claims = Address.Parse("0x00000000000000000000000000000000000c1a15");
    private static readonly PrivateKey s_auditor = PrivateKey.Parse(AnvilAccounts.Keys[0]);
    private static readonly PrivateKey s_sender = PrivateKey.Parse(AnvilAccounts.Keys[9]);

    [Fact]
    public async Task Its_price_of_a_claim_follows_the_fair_price_and_stops_in_silence()
    {
        (EthereumClient node, DeployedContract oracle) = await StartAsync();
        DeployedContract spot = await OursAsync(node, "SpotFeed", 8, 200_000_000_000);
        DeployedContract price = await OursAsync(node, "FairPriceFeed", oracle.Address, s_chainKey, s_asset, MaxStaleness, spot.Address, SpotMaxAge);
        DeployedContract aave = await TheirsAsync(node, "misc", "AaveOracle", default(Address), AbiValue.Of([s_claims]), AbiValue.Of([price.Address]), default(Address), default(Address), 100_000_000);

        await PublishAsync(node, oracle, report => report);
        Assert.Equal(200_000_000_000 * 9_997UL / 10_000, await PriceAsync(aave));
        await PublishAsync(node, oracle, report => report with { Regime = 3, CoverageBps = 5_454, HaircutBps = 9_200, CollateralFactorBps = 0, DiscountBps = 4_560 });
        Assert.Equal(200_000_000_000 * 5_440UL / 10_000, await PriceAsync(aave));
        await PassAsync(node, MaxStaleness + 1);
        // No price, and no zero: nobody is liquidated at one.
        ExecutionRevertedException silent = await Assert.ThrowsAsync<ExecutionRevertedException>(() => PriceAsync(aave));
        Assert.Equal("NoPrice", Assert.IsType<RevertReason.Custom>(silent.Reason(price.Abi)).Error.Name);
    }

    [Fact]
    public async Task Its_sentinel_stops_all_while_the_sequencer_is_down_and_ours_keeps_liquidations_open_and_stops_borrowing_in_red()
    {
        (EthereumClient node, DeployedContract oracle) = await StartAsync();
        DeployedContract status = await OursAsync(node, "SequencerStatusFeed", oracle.Address, s_chainKey, s_asset);
        DeployedContract theirs = await TheirsAsync(node, "protocol/configuration", "PriceOracleSentinel", default(Address), status.Address, GracePeriod);
        DeployedContract ours = await OursAsync(node, "AaveSentinelAdapter", oracle.Address, s_chainKey, s_asset, GracePeriod);

        await AllowAsync((false, false), (false, false)); // never reported
        await PublishAsync(node, oracle, report => report);
        await AllowAsync((false, false), (false, true)); // within the grace period
        await PassAsync(node, GracePeriod + 1);
        await AllowAsync((true, true), (true, true));
        await PublishAsync(node, oracle, report => report with { SequencerDownSince = report.AsOfTime });
        await AllowAsync((false, false), (false, true));
        await PublishAsync(node, oracle, report => report);
        await PassAsync(node, GracePeriod + 1);
        await AllowAsync((true, true), (true, true)); // up again, and the grace period is over
        await PublishAsync(node, oracle, report => report with { Regime = 2, HaircutBps = 8_442, CollateralFactorBps = 1_284 });
        await AllowAsync((true, false), (true, true)); // the sequencer runs: theirs knows nothing else
        await PassAsync(node, MaxStaleness + 1);
        await AllowAsync((false, false), (false, false));

        async Task AllowAsync((bool Theirs, bool Ours) borrow, (bool Theirs, bool Ours) liquidation)
        {
            Assert.Equal(borrow.Theirs, await AskAsync(theirs, "isBorrowAllowed"));
            Assert.Equal(borrow.Ours, await AskAsync(ours, "isBorrowAllowed"));
            Assert.Equal(liquidation.Theirs, await AskAsync(theirs, "isLiquidationAllowed"));
            Assert.Equal(liquidation.Ours, await AskAsync(ours, "isLiquidationAllowed"));
        }
    }

    private async Task<(EthereumClient Node, DeployedContract Oracle)> StartAsync()
    {
        EthereumClient node = new(Client);
        return (node, await OursAsync(node, "SolvencyOracle", AbiValue.Of([s_auditor.Address]), 1, MaxStaleness));
    }

    /// <summary>Publishes a quiet report, or what a test makes of it, on the newest block.</summary>
    private static async Task PublishAsync(EthereumClient node, DeployedContract oracle, Func<SolvencyReport, SolvencyReport> change)
    {
        BlockHeader head = (await node.GetHeaderAsync(BlockReference.Latest, Cancellation))!;
        SolvencyReport report = change(new() { AsOfL1Block = head.Number, AsOfTime = head.Timestamp });
        TypedData typed = report.For(await node.GetChainIdAsync(Cancellation), oracle.Address, s_chainKey, s_asset);
        AbiValue[] arguments = [s_chainKey, s_asset, report.ToAbi(), SolvencyReport.Signatures(typed, [s_auditor])];
        Assert.True((await oracle.SendAsync("submit", arguments, Cancellation)).Succeeded);
    }

    private static async Task PassAsync(EthereumClient node, ulong seconds)
    {
        await node.Rpc.SendAsync(new("evm_increaseTime", seconds) { IsRepeatable = false }, result => result.ValueKind, Cancellation);
        await node.Rpc.SendAsync(new("evm_mine") { IsRepeatable = false }, result => result.ValueKind, Cancellation);
    }

    private static async Task<ulong> PriceAsync(DeployedContract aave) => (await aave.CallAsync("getAssetPrice", [s_claims], Cancellation))[0].ToUInt64();

    private static async Task<bool> AskAsync(DeployedContract sentinel, string question) => (await sentinel.CallAsync(question, [], Cancellation))[0].ToBoolean();

    private static Task<DeployedContract> OursAsync(EthereumClient node, string name, params AbiValue[] arguments) =>
        DeployedContract.DeployAsync(node, s_sender, name, arguments, Cancellation);

    private static async Task<DeployedContract> TheirsAsync(EthereumClient node, string folder, string name, params AbiValue[] arguments)
    {
        string path = Checkout.PathOf("tests", "Lenders.Tests", "node_modules", "@aave", "core-v3", "artifacts", "contracts", folder, $"{name}.sol", $"{name}.json");
        Assert.SkipUnless(File.Exists(path), "Aave's contracts are not installed: build once with Node.js and a package registry");
        byte[] json = await File.ReadAllBytesAsync(path, Cancellation);
        using JsonDocument document = JsonDocument.Parse(json);
        ContractArtifact artifact = new(ContractAbi.Parse(json), Hex.Decode(document.RootElement.GetProperty("bytecode").GetString()));
        return await DeployedContract.DeployAsync(node, s_sender, artifact, arguments, Cancellation);
    }
}
