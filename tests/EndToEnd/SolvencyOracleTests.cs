using Plimsoll.L1.Abi;
using Plimsoll.L1.Eip712;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Signing;
using Plimsoll.Primitives;

namespace Plimsoll.EndToEnd;

/// <summary>Auditors' reports hashed and signed here, and published by the contract on a real node.</summary>
public sealed class SolvencyOracleTests(AnvilFixture fixture) : AnvilTest<AnvilFixture>(fixture)
{
    private const ulong MaxStaleness = 3_600;
    private const ulong Threshold = 3;
    private const ulong NextReportGas = 95_000; // measured 93,066; the zero bytes of signatures and times vary

    private static readonly Bytes32 s_chainKey = Bytes32.Parse("0x" + new string('c', 64));
    private static readonly Address s_asset = Address.Parse("0x00000000000000000000000000000000000a55e7");
    private static readonly PrivateKey s_sender = PrivateKey.Parse(AnvilAccounts.Keys[9]);

    /// <summary>Five auditors in the order of their addresses.</summary>
    private static readonly PrivateKey[] s_auditors =
        [.. AnvilAccounts.Keys.Take(5).Select(key => PrivateKey.Parse(key)).OrderBy(key => key.Address.ToString(), StringComparer.OrdinalIgnoreCase)];

    [Fact]
    public async Task A_quorums_report_is_published_as_it_was_signed()
    {
        (EthereumClient node, DeployedContract oracle, ulong chainId) = await DeployAsync();
        SolvencyReport report = await ReportAsync(node);
        TypedData typed = report.For(chainId, oracle.Address, s_chainKey, s_asset);
        AbiRecord digest = await oracle.CallAsync("digest", [s_chainKey, s_asset, report.ToAbi()], Cancellation);
        Assert.Equal(typed.Digest, digest[0].ToBytes32());

        TransactionReceipt first = await SubmitAsync(oracle, report, typed);
        AbiRecord published = oracle.Abi.Event("ReportPublished").Decode([.. first.Logs[0].Topics], first.Logs[0].Data.Span);
        Assert.Equal(report.ToAbi(), published["r"]);
        AbiRecord latest = await oracle.CallAsync("latest", [s_chainKey, s_asset], Cancellation);
        Assert.Equal(report.ToAbi(), latest["report"]);
        Assert.Equal(1UL, latest["seq"].ToUInt64());
        Assert.True((await oracle.CallAsync("isBacked", [s_chainKey, s_asset], Cancellation))[0].ToBoolean());

        SolvencyReport next = await ReportAsync(node);
        TransactionReceipt second = await SubmitAsync(oracle, next, next.For(chainId, oracle.Address, s_chainKey, s_asset));
        TestContext.Current.TestOutputHelper?.WriteLine($"gas of the first report {first.GasUsed}, of the next {second.GasUsed}");
        Assert.InRange(second.GasUsed, 21_000UL, NextReportGas);
    }

    [Fact]
    public async Task One_liar_of_three_moves_no_number_and_the_disagreement_is_logged()
    {
        (EthereumClient node, DeployedContract oracle, ulong chainId) = await DeployAsync();
        SolvencyReport honest = await ReportAsync(node);
        SolvencyReport lie = honest with { HaircutBps = 0, CollateralFactorBps = 10_000, DiscountBps = 0, LgdBps = 0 };
        SolvencyReport[] reports = [honest, lie, honest];
        AbiValue signatures = AbiValue.Of([.. reports.Select((report, i) =>
            (AbiValue)report.For(chainId, oracle.Address, s_chainKey, s_asset).Sign(s_auditors[i]).ToBytes())]);
        AbiValue all = AbiValue.Of([.. reports.Select(report => report.ToAbi())]);
        TransactionReceipt receipt = await oracle.SendAsync("submitEach", [s_chainKey, s_asset, all, signatures], Cancellation);
        Assert.True(receipt.Succeeded);
        AbiRecord latest = await oracle.CallAsync("latest", [s_chainKey, s_asset], Cancellation);
        Assert.Equal(honest.ToAbi(), latest["report"]);
        Assert.Contains(receipt.Logs, log => oracle.Abi.Event("AuditorsDisagreed").Matches([.. log.Topics]));
    }

    [Fact]
    public async Task A_worse_report_holds_at_once_and_a_better_one_does_not()
    {
        (EthereumClient node, DeployedContract oracle, ulong chainId) = await DeployAsync();
        SolvencyReport quiet = await ReportAsync(node);
        await SubmitAsync(oracle, quiet, quiet.For(chainId, oracle.Address, s_chainKey, s_asset));
        SolvencyReport theft = (await ReportAsync(node)) with { Regime = 3, CoverageBps = 5_454, HaircutBps = 9_200, CollateralFactorBps = 0, DiscountBps = 4_560 };
        await SubmitAsync(oracle, theft, theft.For(chainId, oracle.Address, s_chainKey, s_asset));
        Assert.Equal(theft.ToAbi(), (await oracle.CallAsync("latest", [s_chainKey, s_asset], Cancellation))["report"]);
        Assert.False((await oracle.CallAsync("isBacked", [s_chainKey, s_asset], Cancellation))[0].ToBoolean());

        SolvencyReport claim = await ReportAsync(node);
        await SubmitAsync(oracle, claim, claim.For(chainId, oracle.Address, s_chainKey, s_asset));
        SolvencyReport held = claim with { Regime = 3, HaircutBps = 9_200, CollateralFactorBps = 0, DiscountBps = 4_560 };
        Assert.Equal(held.ToAbi(), (await oracle.CallAsync("latest", [s_chainKey, s_asset], Cancellation))["report"]);
    }

    [Fact]
    public async Task A_sequencer_that_is_down_is_signed_published_and_answered_with_its_time()
    {
        (EthereumClient node, DeployedContract oracle, ulong chainId) = await DeployAsync();
        SolvencyReport up = await ReportAsync(node);
        await SubmitAsync(oracle, up, up.For(chainId, oracle.Address, s_chainKey, s_asset));
        AbiRecord before = await oracle.CallAsync("sequencerStatus", [s_chainKey, s_asset], Cancellation);
        Assert.True(before["isUp"].ToBoolean());
        SolvencyReport quiet = await ReportAsync(node), down = quiet with { SequencerDownSince = quiet.AsOfTime };
        await SubmitAsync(oracle, down, down.For(chainId, oracle.Address, s_chainKey, s_asset));
        Assert.Equal(down.ToAbi(), (await oracle.CallAsync("latest", [s_chainKey, s_asset], Cancellation))["report"]);
        AbiRecord after = await oracle.CallAsync("sequencerStatus", [s_chainKey, s_asset], Cancellation);
        Assert.Equal((false, Math.Max(down.SequencerDownSince, before["since"].ToUInt64())), (after["isUp"].ToBoolean(), after["since"].ToUInt64()));

        SolvencyReport future = down with { AsOfL1Block = down.AsOfL1Block + 1, SequencerDownSince = down.AsOfTime + 1 };
        RevertReason refusal = await oracle.RefusalAsync(
            "submit", [s_chainKey, s_asset, future.ToAbi(), SolvencyReport.Signatures(future.For(chainId, oracle.Address, s_chainKey, s_asset), s_auditors.Take(3))], Cancellation);
        Assert.Equal("OutOfRange", Assert.IsType<RevertReason.Custom>(refusal).Error.Name);
    }

    [Fact]
    public async Task Signatures_for_another_chain_contract_rollup_token_or_report_are_refused()
    {
        (EthereumClient node, DeployedContract oracle, ulong chainId) = await DeployAsync();
        SolvencyReport report = await ReportAsync(node);
        TypedData[] others =
        [
            report.For(chainId + 1, oracle.Address, s_chainKey, s_asset),
            report.For(chainId, s_asset, s_chainKey, s_asset),
            report.For(chainId, oracle.Address, report.ParamsId, s_asset),
            report.For(chainId, oracle.Address, s_chainKey, oracle.Address),
            (report with { SequencerDownSince = 1 }).For(chainId, oracle.Address, s_chainKey, s_asset),
            (report with { HaircutBps = 725 }).For(chainId, oracle.Address, s_chainKey, s_asset),
        ];
        foreach (TypedData other in others)
        {
            RevertReason refusal = await oracle.RefusalAsync(
                "submit", [s_chainKey, s_asset, report.ToAbi(), SolvencyReport.Signatures(other, s_auditors.Take(3))], Cancellation);
            Assert.Equal("NotASigner", Assert.IsType<RevertReason.Custom>(refusal).Error.Name);
        }
    }

    private async Task<(EthereumClient Node, DeployedContract Oracle, ulong ChainId)> DeployAsync()
    {
        EthereumClient node = new(Client);
        AbiValue signers = AbiValue.Of([.. s_auditors.Select(key => (AbiValue)key.Address)]);
        DeployedContract oracle = await DeployedContract.DeployAsync(node, s_sender, "SolvencyOracle", [signers, Threshold, MaxStaleness], Cancellation);
        return (node, oracle, await node.GetChainIdAsync(Cancellation));
    }

    /// <summary>A quiet report on the newest block; the transaction that brings it is in the next one.</summary>
    private static async Task<SolvencyReport> ReportAsync(EthereumClient node)
    {
        BlockHeader? head = await node.GetHeaderAsync(BlockReference.Latest, Cancellation);
        return new() { AsOfL1Block = head!.Number, AsOfTime = head.Timestamp };
    }

    private static async Task<TransactionReceipt> SubmitAsync(DeployedContract oracle, SolvencyReport report, TypedData typed)
    {
        AbiValue signatures = SolvencyReport.Signatures(typed, s_auditors.Take((int)Threshold));
        TransactionReceipt receipt = await oracle.SendAsync("submit", [s_chainKey, s_asset, report.ToAbi(), signatures], Cancellation);
        Assert.True(receipt.Succeeded);
        return receipt;
    }
}
