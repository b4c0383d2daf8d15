using System.Text.Json.Nodes;
using Plimsoll.Devnet;
using Plimsoll.Devnet.Tests;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Auditing;
using Plimsoll.Node.Auditing.OpStack;
using Plimsoll.Primitives;

namespace Plimsoll.OpStack.Tests;

/// <summary>The user's own node: absent, slow, behind, broken or lying, and what L1 takes back (iOPS-002, iAUD-002, iAUD-004).</summary>
public sealed class OwnNodeTests(AnvilFixture fixture) : AnvilTest<AnvilFixture>(fixture)
{
    private static readonly PrivateKey s_deployer = PrivateKey.Parse(AnvilAccounts.Keys[9]);
    private static readonly Address s_thief = Address.Parse("0x00000000000000000000000000000000000071ef");

    public static TheoryData<string> Spoils => [.. s_spoils.Keys];

    private static readonly Dictionary<string, Action<string, JsonObject>> s_spoils = new()
    {
        ["another root than that of its parts"] = Output(it => it["outputRoot"] = "0x" + new string('1', 64)),
        ["one bit of the state root"] = Output(it => it["stateRoot"] = ((string)it["stateRoot"]!)[..^1] + (((string)it["stateRoot"]!)[^1] == '0' ? '1' : '0')),
        ["another block"] = Output(it => it["blockRef"]!["number"] = 1),
        ["an unknown version"] = Output(it => it["version"] = "0x" + new string('0', 63) + "1"),
        ["no storage root"] = Output(it => it.Remove("withdrawalStorageRoot")),
        ["a root that is too short"] = Output(it => it["outputRoot"] = "0x1234"),
        ["a number that is negative"] = Output(it => it["blockRef"]!["number"] = -1),
        ["a number that is too large"] = Status(it => it["safe_l2"]!["number"] = JsonNode.Parse("18446744073709551616")),
        ["a safe head ahead of the promised one"] = Status(it => it["safe_l2"]!["number"] = 1_000_000),
        ["a finalised head ahead of the safe one"] = Status(it => it["finalized_l2"]!["number"] = 1_000_000),
        ["no safe head"] = Status(it => it["safe_l2"] = null),
        ["a head that is a list"] = Status(it => it["current_l1"] = new JsonArray()),
        ["more than is read"] = Status(it => it["padding"] = new string('x', 2 << 20)),
        ["an origin that L1 has not reached"] = Status(it => it["safe_l2"]!["l1origin"]!["number"] = 1_000_000),
    };

    [Fact]
    public async Task Without_a_node_of_ones_own_nothing_is_green_and_nothing_is_called_right()
    {
        await using OpStackWorld world = await StartAsync();
        using Auditor auditor = await world.AuditAsync(Cancellation, hasOpNode: false, hasExecution: false);
        AuditReport report = await world.LookAsync(auditor, Cancellation);
        Assert.Equal(("AMBER", "unknown", 0UL), (report.Head.Regime, report.Commitments.Check, report.Commitments.Right));
        FindingView missing = Assert.Single(report.Findings);
        Assert.Equal("MissingData", missing.Cause);
        Assert.All(["commitments", "conservation", "forced queue", "data availability", "derivation lag"], name => Assert.Contains(name, missing.Detail));
        Assert.Null(Assert.Single(report.OpStack!.Escrows, it => it.Token == world.Chain.Token.Address.ToString()).Supply);
        Assert.Single(report.Tokens); // a token whose supply nobody tells has no balance sheet
    }

    [Theory]
    [MemberData(nameof(Spoils))]
    public async Task An_answer_that_contradicts_itself_is_no_answer(string spoil)
    {
        await using OpStackWorld world = await StartAsync();
        using Auditor auditor = await world.AuditAsync(Cancellation, hasExecution: false, change: it => it with { Tokens = [] });
        Assert.Equal("GREEN", (await world.LookAsync(auditor, Cancellation)).Head.Regime);
        world.OpNode.Spoil = s_spoils[spoil];
        await world.ProposeAsync(Cancellation);
        AuditReport report = await world.LookAsync(auditor, Cancellation);
        Assert.Equal(("AMBER", "unknown"), (report.Head.Regime, report.Commitments.Check));
        Assert.NotNull(report.OpStack!.Trouble);
        world.OpNode.Spoil = (_, _) => { };
        await world.LiveAsync(Cancellation);
        Assert.Empty((await world.LookAsync(auditor, Cancellation)).Findings);
    }

    [Fact]
    public async Task A_lie_is_found_out_by_the_execution_node_and_believed_without_one()
    {
        await using OpStackWorld world = await StartAsync();
        using Auditor both = await world.AuditAsync(Cancellation);
        await world.LookAsync(both, Cancellation);
        ForgedWithdrawal forged = new(s_thief, 1);
        RollupChain.Output real = await world.LiveAsync(Cancellation);
        await world.Chain.ProposeAsync(forged.OutputRoot, real.Block, Cancellation);
        world.OpNode.Lie = output => output.Block != real.Block ? output : new(
            output.Block, forged.OutputRootProof[1].ToBytes32(), forged.OutputRootProof[2].ToBytes32(), forged.OutputRootProof[3].ToBytes32());
        AuditReport report = await world.LookAsync(both, Cancellation);
        Assert.Equal(("RED", "AuditorsDisagree", "unknown"), (report.Head.Regime, report.Head.Causes[0].Cause, report.Commitments.Check));
        using Auditor alone = await world.AuditAsync(Cancellation, hasExecution: false, change: it => it with { Tokens = [] });
        await world.LiveAsync(Cancellation);
        Assert.Equal("agree", (await world.LookAsync(alone, Cancellation)).Commitments.Check);
        world.OpNode.Lie = output => output with { StorageRoot = Bytes32.Zero }; // one part of three
        await world.LiveAsync(Cancellation);
        Assert.Contains((await world.LookAsync(both, Cancellation)).Findings, it => it.Cause == "AuditorsDisagree");
    }

    [Fact]
    public async Task A_node_that_hangs_makes_a_wrong_root_unknown_and_black_once_it_answers()
    {
        await using OpStackWorld world = await StartAsync();
        using JsonRpcClient impatient = new(world.OpNode.Endpoint, OwnNode.Limits with { Timeout = TimeSpan.FromSeconds(5), MaxAttempts = 1 });
        OpStackRollup rollup = await OpStackRollup.ReadAsync(
            world.L1, new() { ChainId = 31337, Portal = world.Chain.Portal.Address, Factory = world.Chain.Factory.Address }, Cancellation);
        using Auditor auditor = new(world.L1, rollup, new(impatient, null), world.History, new() { Depth = 0 });
        TaskCompletionSource hangs = new();
        world.OpNode.Delay = hangs.Task;
        RollupChain.Output real = await world.LiveAsync(Cancellation);
        await world.Chain.ProposeAsync(new ForgedWithdrawal(s_thief, 1).OutputRoot, real.Block, Cancellation);
        AuditReport hanging = await world.LookAsync(auditor, Cancellation);
        Assert.Equal(("AMBER", "unknown"), (hanging.Head.Regime, hanging.Commitments.Check));
        hangs.SetResult();
        await world.LiveAsync(Cancellation);
        AuditReport awake = await world.LookAsync(auditor, Cancellation);
        Assert.Equal(("BLACK", "wrongAndOpen"), (awake.Head.Regime, awake.Commitments.Check));
        await world.OpNode.DisposeAsync();
        await world.LiveAsync(Cancellation);
        AuditReport gone = await world.LookAsync(auditor, Cancellation);
        Assert.Equal("wrongAndOpen", gone.Commitments.Check); // what was found out about a finalised block of the rollup stays found out
        Assert.Contains(gone.Findings, it => it.Cause == "MissingData");
    }

    [Fact]
    public async Task A_claim_about_a_block_that_l1_data_does_not_hold_is_wrong_once_the_node_has_come_so_far()
    {
        await using OpStackWorld world = await StartAsync();
        using Auditor auditor = await world.AuditAsync(Cancellation);
        RollupChain.Output real = await world.LiveAsync(Cancellation);
        world.OpNode.Behind = 3;
        await world.Chain.ProposeAsync(real.Root, real.Block + 1_000, Cancellation);
        AuditReport behind = await world.LookAsync(auditor, Cancellation);
        Assert.Equal(("AMBER", "unknown"), (behind.Head.Regime, behind.Commitments.Check));
        world.OpNode.Behind = 0;
        await world.LiveAsync(Cancellation);
        AuditReport there = await world.LookAsync(auditor, Cancellation);
        Assert.Equal(("BLACK", "wrongAndOpen", real.Block + 1_000), (there.Head.Regime, there.Commitments.Check, there.Commitments.Fault!.Height));
        await world.Chain.ProposeAsync(Bytes32.Parse("0x" + new string('9', 64)), ulong.MaxValue, Cancellation); // and one that no chain ever reaches
        Assert.Equal(2, (await world.LookAsync(auditor, Cancellation)).OpStack!.Games.Count(game => game.Verdict == "wrong"));
    }

    [Fact]
    public async Task An_execution_node_alone_gives_outputs_too()
    {
        await using OpStackWorld world = await StartAsync();
        using Auditor auditor = await world.AuditAsync(Cancellation, hasOpNode: false);
        await world.ProposeAsync(Cancellation);
        Assert.Equal(("GREEN", "agree"), await world.LookAsync(auditor, Cancellation) is var it ? (it.Head.Regime, it.Commitments.Check) : default);
        RollupChain.Output real = await world.LiveAsync(Cancellation);
        await world.Chain.ProposeAsync(new ForgedWithdrawal(s_thief, 1).OutputRoot, real.Block, Cancellation);
        Assert.Equal("wrongAndOpen", (await world.LookAsync(auditor, Cancellation)).Commitments.Check);
    }

    [Fact]
    public async Task An_op_node_alone_shows_forged_withdrawals_by_their_roots()
    {
        await using OpStackWorld world = await StartAsync();
        using Auditor auditor = await world.AuditAsync(Cancellation, hasExecution: false, change: it => it with { Tokens = [] });
        RollupChain.Withdrawal mine = await world.Rollup.WithdrawAsync(s_thief, 5, Cancellation);
        RollupChain.Output output = (await world.ProposeAsync(Cancellation)).Output;
        await world.ProveAsync(mine.Transaction, output.Proof, await world.Rollup.ProveAsync(mine, output.Block, Cancellation), Cancellation);
        Assert.Equal(("GREEN", "right"), await world.LookAsync(auditor, Cancellation) is var good ? (good.Head.Regime, good.OpStack!.Withdrawals[0].Verdict) : default);
        ForgedWithdrawal forged = new(s_thief, 1);
        await world.Chain.ProposeAsync(forged.OutputRoot, output.Block, Cancellation);
        await world.ProveAsync(forged.Transaction, forged.OutputRootProof, L1.Abi.AbiValue.Of([forged.Leaf]), Cancellation);
        AuditReport report = await world.LookAsync(auditor, Cancellation);
        Assert.Contains(report.Findings, it => it is { Cause: "ForgedWithdrawal", Regime: "BLACK" });
        Assert.Equal(["wrong", "right"], report.OpStack!.Withdrawals.Select(it => it.Verdict)); // forged ones first
    }

    [Fact]
    public async Task What_l1_takes_back_the_auditor_takes_back()
    {
        await using OpStackWorld world = await StartAsync();
        using Auditor auditor = await world.AuditAsync(Cancellation);
        AuditReport before = await world.LookAsync(auditor, Cancellation);
        RollupChain.Output real = await world.LiveAsync(Cancellation);
        await world.LookAsync(auditor, Cancellation);
        ForgedWithdrawal forged = new(s_thief, 1);
        await world.Chain.ProposeAsync(forged.OutputRoot, real.Block, Cancellation);
        await world.ProveAsync(forged.Transaction, forged.OutputRootProof, L1.Abi.AbiValue.Of([forged.Leaf]), Cancellation);
        await OpStackChain.SucceedAsync(world.Chain.Portal.SendAsync("depositTransaction", [s_thief, 7, 100_000, false, Array.Empty<byte>()], Cancellation, 7));
        AuditReport black = await world.LookAsync(auditor, Cancellation);
        Assert.Equal(("BLACK", (OpStackWorld.Escrow + 7).ToString()), (black.Head.Regime, black.Tokens[0].Escrow));
        await world.ReorgAsync(4, Cancellation);
        AuditReport after = await world.LookAsync(auditor, Cancellation);
        Assert.Equal(("GREEN", "agree", before.Tokens[0]), (after.Head.Regime, after.Commitments.Check, after.Tokens[0]));
        Assert.Empty(after.OpStack!.Withdrawals);
        Assert.Empty(world.History.Alerts(auditor.Id, isOpen: false, limit: 10));
        await world.Chain.ProposeAsync(forged.OutputRoot, real.Block, Cancellation); // the same once more, in another block
        Assert.Equal("BLACK", (await world.LookAsync(auditor, Cancellation)).Head.Regime);
    }

    private static Action<string, JsonObject> Output(Action<JsonObject> spoil) => (method, answer) =>
    {
        if (method == "optimism_outputAtBlock")
            spoil(answer);
    };

    private static Action<string, JsonObject> Status(Action<JsonObject> spoil) => (method, answer) =>
    {
        if (method == "optimism_syncStatus")
            spoil(answer);
    };

    private Task<OpStackWorld> StartAsync() => OpStackWorld.StartAsync(Client, s_deployer, Cancellation);
}
