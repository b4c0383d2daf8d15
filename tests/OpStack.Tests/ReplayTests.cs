using Plimsoll.Devnet;
using Plimsoll.Devnet.Tests;
using Plimsoll.EndToEnd;
using Plimsoll.L1.Abi;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Auditing;
using Plimsoll.Primitives;

namespace Plimsoll.OpStack.Tests;

/// <summary>Incidents of bridges and rollups, in the shape that they would have on an OP Stack, each with what the auditor says and in which block.</summary>
public sealed class ReplayTests(AnvilFixture fixture) : AnvilTest<AnvilFixture>(fixture)
{
    private static readonly PrivateKey s_deployer = PrivateKey.Parse(AnvilAccounts.Keys[9]);
    private static readonly Address s_thief = Address.Parse("0x00000000000000000000000000000000000071ef");
    private static readonly UInt256 s_stolen = UInt256.Parse("60000000000000000000");

    [Fact]
    public async Task Taiko_2026_06_new_proving_code_is_used_at_once_for_a_state_that_never_was()
    {
        await using OpStackWorld world = await StartAsync();
        using Auditor auditor = await BeginAsync(world);
        RollupChain.Output real = await world.LiveAsync(Cancellation);
        await OpStackChain.SucceedAsync(world.Chain.Factory.SendAsync("setImplementation", [0, world.Chain.GameCode.Address], Cancellation));
        DeployedContract game = await world.Chain.ProposeAsync(new ForgedWithdrawal(s_thief, s_stolen).OutputRoot, real.Block, Cancellation);
        AuditReport report = await world.LookAsync(auditor, Cancellation);
        Assert.Equal(("BLACK", "WrongCommitment"), (report.Head.Regime, report.Head.Causes[0].Cause));
        Assert.Contains(report.Findings, it => it is { Cause: "NewIdentity", Regime: "RED" });
        Assert.Equal(report.Cut.Block, report.OpStack!.Games.Single(it => it.Game == game.Address.ToString()).Block);
    }

    [Fact]
    public async Task Nomad_2022_08_money_is_paid_for_messages_that_nobody_proved()
    {
        await using OpStackWorld world = await StartAsync();
        using Auditor auditor = await BeginAsync(world);
        Bytes32 message = Bytes32.Parse("0x" + new string('d', 64));
        await PayWithoutProofAsync(world, message);
        AuditReport report = await world.LookAsync(auditor, Cancellation);
        Assert.Contains(report.Findings, it => it is { Cause: "UnbackedRelease", Regime: "BLACK" });
        Assert.Equal(("BLACK", 4_000, "-" + s_stolen), (report.Head.Regime, (int)report.Tokens[0].CoverageBps, report.Tokens[0].Surplus));
        Assert.Equal([message.ToString()], report.OpStack!.PaidForged);
    }

    [Fact]
    public async Task Ronin_2022_03_keys_take_the_escrow_without_any_withdrawal()
    {
        await using OpStackWorld world = await StartAsync();
        using Auditor auditor = await BeginAsync(world);
        await SendAsync(new("anvil_setBalance", world.Chain.Portal.Address.ToString(), (OpStackWorld.Escrow - s_stolen).ToHex()));
        await world.LiveAsync(Cancellation);
        AuditReport report = await world.LookAsync(auditor, Cancellation);
        Assert.Contains(report.Findings, it => it is { Cause: "UnbackedRelease", Regime: "BLACK" });
        Assert.Contains(report.Findings, it => it.Cause == "CoverageBreach");
        Assert.Equal((s_stolen.ToString(), 4_000), (report.OpStack!.Unexplained, (int)report.Tokens[0].CoverageBps));
    }

    [Fact]
    public async Task KelpDao_2026_04_the_bridge_releases_tokens_that_were_never_burned()
    {
        await using OpStackWorld world = await StartAsync();
        using Auditor auditor = await BeginAsync(world);
        await OpStackChain.SucceedAsync(world.Chain.Token.SendAsync("mint", [world.Chain.Bridge.Address, 1_000], Cancellation));
        await OpStackChain.SucceedAsync(world.Rollup.Token.SendAsync("mint", [s_thief, 1_000], Cancellation));
        await world.Chain.PassAsync(12, Cancellation);
        Assert.Equal("GREEN", (await world.LookAsync(auditor, Cancellation)).Head.Regime);
        await world.ImpersonateAsync(world.Chain.Bridge.Address, world.Chain.Token.Address, AbiFunction.Parse("transfer(address,uint256)").EncodeCall(s_thief, 180), Cancellation);
        AuditReport report = await world.LookAsync(auditor, Cancellation);
        Assert.Contains(report.Findings, it => it is { Cause: "CoverageBreach", Regime: "RED" });
        Assert.Equal(("-180", 8_200), (report.Tokens[1].Surplus, (int)report.Tokens[1].CoverageBps));
    }

    [Fact]
    public async Task Optimism_2024_08_the_guardian_goes_back_to_permissioned_games_and_nothing_pays_any_more()
    {
        await using OpStackWorld world = await StartAsync();
        using Auditor auditor = await BeginAsync(world);
        await OpStackChain.SucceedAsync(world.Chain.Portal.SendAsync("setRespectedGameType", [1], Cancellation));
        AuditReport report = await world.LookAsync(auditor, Cancellation);
        Assert.Equal((1U, "respected game type"), (report.OpStack!.RespectedGameType, report.OpStack.Changes[0].Kind));
        Assert.All(report.OpStack.Games, game => Assert.False(game.CanPay));
        await world.LiveAsync(Cancellation, seconds: 7_300);
        Assert.Contains((await world.LookAsync(auditor, Cancellation)).Findings, it => it is { Cause: "Late" } && it.Detail.StartsWith("commitment", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Linea_2024_06_a_deliberate_pause_is_amber()
    {
        await using OpStackWorld world = await StartAsync();
        using Auditor auditor = await BeginAsync(world);
        await OpStackChain.SucceedAsync(world.Chain.Superchain.SendAsync("pause", ["Velocore"], Cancellation));
        Assert.Equal(("AMBER", "Paused"), await world.LookAsync(auditor, Cancellation) is var it ? (it.Head.Regime, it.Head.Causes[0].Cause) : default);
    }

    [Fact]
    public async Task Base_2023_09_a_sequencer_that_stands_still_is_late_and_so_is_what_waits_for_it()
    {
        await using OpStackWorld world = await StartAsync();
        using Auditor auditor = await BeginAsync(world);
        world.OpNode.Behind = 2;
        await OpStackChain.SucceedAsync(world.Chain.Portal.SendAsync("depositTransaction", [s_thief, 7, 100_000, false, Array.Empty<byte>()], Cancellation, 7));
        await world.Chain.PassAsync(90, Cancellation);
        await auditor.PollAsync(Cancellation);
        Assert.Contains(auditor.Current!.Report.Findings, it => it is { Cause: "Late", Regime: "AMBER" } && it.Detail.StartsWith("block", StringComparison.Ordinal));
        ulong stood = auditor.Current.Report.Liveness.SequencerDownSince;
        Assert.InRange(stood, 1UL, auditor.Current.Report.Cut.Time - 60); // since its last block
        Assert.Equal((1, 7.ToString()), (auditor.Current.Report.Liveness.QueueDepth, auditor.Current.Report.Tokens[0].DepositsInFlight));
        world.OpNode.Behind = 3;
        await world.Chain.PassAsync(30 * 60, Cancellation);
        await auditor.PollAsync(Cancellation);
        AuditReport report = auditor.Current.Report;
        Assert.Equal("RED", report.Head.Regime);
        Assert.Contains(report.Findings, it => it is { Cause: "Late", Regime: "RED" } && it.Detail.StartsWith("block", StringComparison.Ordinal));
        Assert.True(report.Liveness.QueueAgeSeconds >= 30 * 60);
        Assert.True(report.Liveness.SequencerDownSince <= stood, "it goes back no further than its last block, and not forward");
    }

    [Fact]
    public async Task Arbitrum_2023_06_only_the_batches_stand_still()
    {
        await using OpStackWorld world = await StartAsync();
        using Auditor auditor = await BeginAsync(world);
        world.OpNode.Spoil = (method, answer) =>
        {
            if (method == "optimism_syncStatus")
                answer["safe_l2"]!["timestamp"] = (ulong)answer["safe_l2"]!["timestamp"]! - 2 * 3_600;
        };
        await world.LiveAsync(Cancellation);
        FindingView late = Assert.Single((await world.LookAsync(auditor, Cancellation)).Findings);
        Assert.Equal(("AMBER", "Late"), (late.Regime, late.Cause));
        Assert.StartsWith("batch: 72", late.Detail); // two hours, and not the sequencer's blocks
        Assert.Equal(0UL, auditor.Current!.Report.Liveness.SequencerDownSince);
    }

    [Fact]
    public async Task Starknet_2026_01_history_that_was_promised_is_replaced()
    {
        await using OpStackWorld world = await StartAsync();
        using Auditor auditor = await BeginAsync(world);
        await world.LiveAsync(Cancellation);
        Assert.Equal("GREEN", (await world.LookAsync(auditor, Cancellation)).Head.Regime);
        await world.Rollup.Node.Rpc.SendAsync(
            new("anvil_reorg", 1, new System.Text.Json.Nodes.JsonArray()) { IsRepeatable = false }, result => result.ValueKind, Cancellation);
        await world.LiveAsync(Cancellation);
        AuditReport report = await world.LookAsync(auditor, Cancellation);
        Assert.Contains(report.Findings, it => it is { Cause: "SoftConfirmationReverted", Regime: "RED" });
        await world.LiveAsync(Cancellation);
        Assert.Empty((await world.LookAsync(auditor, Cancellation)).Findings);
    }

    [Fact]
    public async Task Wormhole_2022_02_tokens_are_made_out_of_nothing_on_the_other_side()
    {
        await using OpStackWorld world = await StartAsync();
        using Auditor auditor = await BeginAsync(world);
        await OpStackChain.SucceedAsync(world.Chain.Token.SendAsync("mint", [world.Chain.Bridge.Address, 1_000], Cancellation));
        await OpStackChain.SucceedAsync(world.Rollup.Token.SendAsync("mint", [s_thief, 121_000], Cancellation));
        await world.Chain.PassAsync(12, Cancellation);
        AuditReport report = await world.LookAsync(auditor, Cancellation);
        Assert.Contains(report.Findings, it => it is { Cause: "CoverageBreach", Regime: "RED" });
        Assert.Equal("-120000", report.Tokens[1].Surplus);
    }

    /// <summary>For one transaction the portal runs code that announces a payment and makes it, as a bridge would whose check of proofs lets everything through.</summary>
    private async Task PayWithoutProofAsync(OpStackWorld world, Bytes32 message)
    {
        Address portal = world.Chain.Portal.Address;
        byte[] code = await world.L1.GetCodeAsync(portal, BlockReference.Latest, Cancellation);
        Bytes32 topic = world.Chain.Portal.Abi.Event("WithdrawalFinalized").Topic;
        // mstore(0, 1); log2(0, 32, topic, message); call(gas, thief, amount, 0, 0, 0, 0)
        byte[] hole =
        [
            0x60, 1, 0x60, 0, 0x52, 0x7f, .. message.Span, 0x7f, .. topic.Span, 0x60, 32, 0x60, 0, 0xa2, 0x60, 0, 0x60, 0, 0x60, 0, 0x60, 0, 0x7f, .. Bytes32.FromUInt256(s_stolen).Span,
            0x73, .. s_thief.Span, 0x5a, 0xf1, 0x00,
        ];
        await SendAsync(new("anvil_setCode", portal.ToString(), Hex.Encode(hole)));
        await OpStackChain.SucceedAsync(world.Chain.Portal.SendAsync("donateETH", [], Cancellation));
        await SendAsync(new("anvil_setCode", portal.ToString(), Hex.Encode(code)));
        await world.LiveAsync(Cancellation);
    }

    private static async Task<Auditor> BeginAsync(OpStackWorld world)
    {
        Auditor auditor = await world.AuditAsync(Cancellation);
        Assert.Equal("GREEN", (await world.LookAsync(auditor, Cancellation)).Head.Regime);
        return auditor;
    }

    private Task<System.Text.Json.JsonValueKind> SendAsync(RpcRequest request) => Client.SendAsync(request with { IsRepeatable = false }, result => result.ValueKind, Cancellation);

    private Task<OpStackWorld> StartAsync() => OpStackWorld.StartAsync(Client, s_deployer, Cancellation);
}
