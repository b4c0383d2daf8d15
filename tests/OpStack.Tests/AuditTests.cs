using Plimsoll.Devnet;
using Plimsoll.Devnet.Tests;
using Plimsoll.EndToEnd;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Auditing;
using Plimsoll.Node.Auditing.OpStack;
using Plimsoll.Primitives;

namespace Plimsoll.OpStack.Tests;

/// <summary>The auditor on the OP Stack's own contracts: right and wrong games, real and forged withdrawals, what the guardian does (iOPS-001 to iOPS-004).</summary>
public sealed class AuditTests(AnvilFixture fixture) : AnvilTest<AnvilFixture>(fixture)
{
    private static readonly PrivateKey s_deployer = PrivateKey.Parse(AnvilAccounts.Keys[9]);
    private static readonly Address s_thief = Address.Parse("0x00000000000000000000000000000000000071ef");
    private static readonly Address s_user = Address.Parse("0x0000000000000000000000000000000000005e1f");
    private static readonly UInt256 s_stolen = UInt256.Parse("60000000000000000000");

    [Fact]
    public async Task A_right_game_and_a_real_withdrawal_are_green_and_the_time_left_is_told()
    {
        await using OpStackWorld world = await StartAsync();
        using Auditor auditor = await world.AuditAsync(Cancellation);
        AuditReport first = await world.LookAsync(auditor, Cancellation);
        Assert.Equal(("GREEN", "agree", "op-stack"), (first.Head.Regime, first.Commitments.Check, first.Stack));
        Assert.Equal((OpStackWorld.Escrow.ToString(), "0"), (first.Tokens[0].Escrow, first.Tokens[0].Surplus));

        RollupChain.Withdrawal mine = await world.Rollup.WithdrawAsync(s_user, s_stolen, Cancellation);
        (DeployedContract game, RollupChain.Output output) = await world.ProposeAsync(Cancellation);
        await world.ProveAsync(mine.Transaction, output.Proof, await world.Rollup.ProveAsync(mine, output.Block, Cancellation), Cancellation);
        AuditReport proven = await world.LookAsync(auditor, Cancellation);
        Assert.Equal(("GREEN", output.Block, output.Block), (proven.Head.Regime, proven.Commitments.Committed, proven.Commitments.Right));
        WithdrawalView waiting = Assert.Single(proven.OpStack!.Withdrawals);
        Assert.Equal((mine.Hash.ToString(), game.Address.ToString(), "right"), (waiting.Withdrawal, waiting.Game, waiting.Verdict));
        Assert.Equal(OpStackChain.ProofMaturity + 1, waiting.SecondsLeft);
        Assert.Equal((OpStackChain.ProofMaturity, OpStackChain.Finality), (proven.OpStack.ProofMaturitySeconds, proven.OpStack.FinalityDelaySeconds));
        GameView view = Assert.Single(proven.OpStack.Games, it => it.Game == game.Address.ToString());
        Assert.Equal(("right", "inProgress", true, output.Root.ToString(), OpStackChain.InitialBond.ToString()), (view.Verdict, view.Status, view.CanPay, view.OwnRoot, view.Bonds));

        await world.Chain.PassAsync(OpStackChain.MaxClock, Cancellation);
        await OpStackChain.SucceedAsync(game.SendAsync("resolveClaim", [0, 0], Cancellation));
        await OpStackChain.SucceedAsync(game.SendAsync("resolve", [], Cancellation));
        await world.Chain.PassAsync(OpStackChain.ProofMaturity, Cancellation);
        await OpStackChain.SucceedAsync(world.Chain.Portal.SendAsync("finalizeWithdrawalTransaction", [mine.Transaction], Cancellation));
        await world.ProposeAsync(Cancellation);
        AuditReport paid = await world.LookAsync(auditor, Cancellation);
        Assert.Equal((OpStackWorld.Escrow - s_stolen).ToString(), paid.Tokens[0].Escrow);
        Assert.Equal(("0", 10_000, 1, "0"), (paid.Tokens[0].Surplus, (int)paid.Tokens[0].CoverageBps, paid.OpStack!.PaidCount, paid.OpStack.Unexplained));
        Assert.Empty(paid.OpStack.Withdrawals);
        Assert.All(world.History.Alerts(auditor.Id, isOpen: false, limit: 50), alert => Assert.Equal("Late", alert.Cause)); // days without a proposal, and nothing else
    }

    [Fact]
    public async Task A_wrong_root_is_black_in_its_block_and_a_forged_withdrawal_before_anybody_is_paid()
    {
        await using OpStackWorld world = await StartAsync();
        using Auditor auditor = await world.AuditAsync(Cancellation);
        Assert.Equal("GREEN", (await world.LookAsync(auditor, Cancellation)).Head.Regime);
        RollupChain.Output real = await world.LiveAsync(Cancellation);
        ForgedWithdrawal forged = new(s_thief, s_stolen);
        DeployedContract game = await world.Chain.ProposeAsync(forged.OutputRoot, real.Block, Cancellation);
        AuditReport wrong = await world.LookAsync(auditor, Cancellation);
        Assert.Equal(("BLACK", "WrongCommitment", "wrongAndOpen"), (wrong.Head.Regime, wrong.Head.Causes[0].Cause, wrong.Commitments.Check));
        Assert.Equal((forged.OutputRoot.ToString(), wrong.Cut.Block, real.Block), (wrong.Commitments.Fault!.HeaderHash, wrong.Commitments.Fault.Block, wrong.Commitments.Fault.Height));
        GameView view = Assert.Single(wrong.OpStack!.Games, it => it.Game == game.Address.ToString());
        Assert.Equal(("wrong", real.Root.ToString(), true), (view.Verdict, view.OwnRoot, view.CanPay));
        Assert.True(wrong.Tokens[0].Feed.HaircutBps >= 8_500);

        TransactionReceipt proven = await world.ProveAsync(forged.Transaction, forged.OutputRootProof, Plimsoll.L1.Abi.AbiValue.Of([forged.Leaf]), Cancellation);
        AuditReport alarmed = await world.LookAsync(auditor, Cancellation);
        Assert.Equal((proven.BlockNumber, "BLACK"), (alarmed.Cut.Block, alarmed.Head.Regime));
        Assert.Contains(alarmed.Findings, it => it is { Cause: "ForgedWithdrawal", Regime: "BLACK" });
        WithdrawalView thief = Assert.Single(alarmed.OpStack!.Withdrawals);
        Assert.Equal((forged.Hash.ToString(), "wrong", OpStackChain.ProofMaturity + 1), (thief.Withdrawal, thief.Verdict, thief.SecondsLeft));
        Assert.Equal(OpStackWorld.Escrow.ToString(), alarmed.Tokens[0].Escrow); // nothing has left

        await world.Chain.PassAsync(OpStackChain.MaxClock, Cancellation);
        await OpStackChain.SucceedAsync(game.SendAsync("resolveClaim", [0, 0], Cancellation));
        await OpStackChain.SucceedAsync(game.SendAsync("resolve", [], Cancellation));
        AuditReport gap = await world.LookAsync(auditor, Cancellation);
        Assert.Equal(("wrongAndOpen", "defenderWins"), (gap.Commitments.Check, gap.OpStack!.Games.Single(it => it.Game == game.Address.ToString()).Status)); // the guardian can still blacklist
        await world.Chain.PassAsync(OpStackChain.ProofMaturity, Cancellation);
        Assert.Equal("wrongAndFinal", (await world.LookAsync(auditor, Cancellation)).Commitments.Check);
        await OpStackChain.SucceedAsync(world.Chain.Portal.SendAsync("finalizeWithdrawalTransaction", [forged.Transaction], Cancellation));
        AuditReport robbed = await world.LookAsync(auditor, Cancellation);
        Assert.Contains(robbed.Findings, it => it is { Cause: "UnbackedRelease", Regime: "BLACK" });
        Assert.Equal(("-" + s_stolen, 4_000), (robbed.Tokens[0].Surplus, (int)robbed.Tokens[0].CoverageBps));
        Assert.Equal([forged.Hash.ToString()], robbed.OpStack!.PaidForged);
    }

    [Fact]
    public async Task Each_way_to_stop_a_wrong_game_ends_the_alarm_but_not_the_red()
    {
        await using OpStackWorld world = await StartAsync();
        using Auditor auditor = await world.AuditAsync(Cancellation);
        await world.LookAsync(auditor, Cancellation);
        ForgedWithdrawal forged = new(s_thief, s_stolen);
        RollupChain.Output real = await world.LiveAsync(Cancellation);
        DeployedContract game = await world.Chain.ProposeAsync(forged.OutputRoot, real.Block, Cancellation);
        await world.ProveAsync(forged.Transaction, forged.OutputRootProof, Plimsoll.L1.Abi.AbiValue.Of([forged.Leaf]), Cancellation);
        Assert.Equal("BLACK", (await world.LookAsync(auditor, Cancellation)).Head.Regime);
        await OpStackChain.SucceedAsync(world.Chain.Portal.SendAsync("blacklistDisputeGame", [game.Address], Cancellation));
        AuditReport stopped = await world.LookAsync(auditor, Cancellation);
        Assert.Equal(("RED", "agree"), (stopped.Head.Regime, stopped.Commitments.Check));
        Assert.Equal(("blacklisted", false), (stopped.OpStack!.Games.Single(it => it.Game == game.Address.ToString()) is var view ? (view.Status, view.CanPay) : default));
        Assert.Null(Assert.Single(stopped.OpStack.Withdrawals).SecondsLeft);
        Assert.Equal("blacklist", stopped.OpStack.Changes[0].Kind);

        ForgedWithdrawal again = new(s_thief, s_stolen + 1);
        DeployedContract challenged = await world.Chain.ProposeAsync(again.OutputRoot, real.Block, Cancellation);
        Assert.Equal("BLACK", (await world.LookAsync(auditor, Cancellation)).Head.Regime);
        UInt256 bond = (await challenged.CallAsync("getRequiredBond", [2], Cancellation))[0].ToUInt256();
        await OpStackChain.SucceedAsync(challenged.SendAsync("attack", [again.OutputRoot, 0, Bytes32.Parse("0x" + new string('7', 64))], Cancellation, bond));
        AuditReport disputed = await world.LookAsync(auditor, Cancellation);
        Assert.Equal(("BLACK", 2UL), (disputed.Head.Regime, disputed.OpStack!.Games.Single(it => it.Game == challenged.Address.ToString()).Claims));
        await world.Chain.PassAsync(OpStackChain.MaxClock, Cancellation);
        await OpStackChain.SucceedAsync(challenged.SendAsync("resolveClaim", [1, 0], Cancellation));
        await OpStackChain.SucceedAsync(challenged.SendAsync("resolveClaim", [0, 0], Cancellation));
        await OpStackChain.SucceedAsync(challenged.SendAsync("resolve", [], Cancellation));
        AuditReport won = await world.LookAsync(auditor, Cancellation);
        Assert.Equal(("RED", "agree", "challengerWins"), (won.Head.Regime, won.Commitments.Check, won.OpStack!.Games.Single(it => it.Game == challenged.Address.ToString()).Status));
    }

    [Fact]
    public async Task A_pause_is_amber_and_powers_that_are_used_are_told()
    {
        await using OpStackWorld world = await StartAsync();
        using Auditor auditor = await world.AuditAsync(Cancellation);
        await world.LookAsync(auditor, Cancellation);
        await OpStackChain.SucceedAsync(world.Chain.Superchain.SendAsync("pause", ["drill"], Cancellation));
        AuditReport paused = await world.LookAsync(auditor, Cancellation);
        Assert.Equal(("AMBER", "Paused", true), (paused.Head.Regime, paused.Head.Causes[0].Cause, paused.OpStack!.IsPaused));
        await OpStackChain.SucceedAsync(world.Chain.Superchain.SendAsync("unpause", [], Cancellation));
        Assert.DoesNotContain((await world.LookAsync(auditor, Cancellation)).Findings, it => it.Cause == "Paused");
        await OpStackChain.SucceedAsync(world.Chain.Factory.SendAsync("setImplementation", [0, world.Chain.GameCode.Address], Cancellation));
        AuditReport changed = await world.LookAsync(auditor, Cancellation);
        Assert.Contains(changed.Findings, it => it is { Cause: "NewIdentity", Regime: "AMBER" });
        await world.ProposeAsync(Cancellation);
        Assert.Contains((await world.LookAsync(auditor, Cancellation)).Findings, it => it is { Cause: "NewIdentity", Regime: "RED" }); // used within a day
        Assert.Equal(["game code", "pause", "pause"], changed.OpStack!.Changes.Take(3).Select(it => it.Kind));
    }

    [Fact]
    public async Task A_proposer_who_never_proposed_before_is_amber_because_the_bond_is_nothing_against_the_escrow()
    {
        await using OpStackWorld world = await StartAsync();
        using Auditor auditor = await world.AuditAsync(Cancellation);
        await world.LookAsync(auditor, Cancellation);
        RollupChain.Output output = await world.LiveAsync(Cancellation);
        Address stranger = PrivateKey.Parse(AnvilAccounts.Keys[3]).Address;
        await ProposeAsync(output);
        AuditReport report = await world.LookAsync(auditor, Cancellation);
        Assert.Equal(("AMBER", "BondTooSmall", "agree"), (report.Head.Regime, report.Head.Causes[0].Cause, report.Commitments.Check));
        Assert.Equal(stranger.ToString(), report.OpStack!.Games[^1].Creator);
        await world.ProposeAsync(Cancellation);
        Assert.Equal("BondTooSmall", Assert.Single((await world.LookAsync(auditor, Cancellation)).Findings).Cause); // the usual one again, and nobody has looked yet
        await ProposeAsync(await world.LiveAsync(Cancellation));
        Assert.Equal("BondTooSmall", Assert.Single((await world.LookAsync(auditor, Cancellation)).Findings).Cause); // the new one's second makes it no older
        using Auditor told = await world.AuditAsync(Cancellation, change: it => it with { Verified = [stranger] });
        Assert.Empty((await world.LookAsync(told, Cancellation)).Findings);
        await world.LiveAsync(Cancellation, seconds: 86_400);
        await world.ProposeAsync(Cancellation);
        Assert.Empty((await world.LookAsync(auditor, Cancellation)).Findings);

        Task ProposeAsync(RollupChain.Output it) => world.ImpersonateAsync(
            stranger, world.Chain.Factory.Address, world.Chain.Factory.Abi.Function("create").EncodeCall(0, it.Root, Bytes32.FromUInt256(it.Block).ToBytes()), Cancellation, OpStackChain.InitialBond);
    }

    [Fact]
    public async Task A_payment_whose_proof_came_before_the_first_block_that_is_followed_is_looked_up()
    {
        await using OpStackWorld world = await StartAsync();
        RollupChain.Withdrawal mine = await world.Rollup.WithdrawAsync(s_user, s_stolen, Cancellation);
        (DeployedContract game, RollupChain.Output output) = await world.ProposeAsync(Cancellation);
        await world.ProveAsync(mine.Transaction, output.Proof, await world.Rollup.ProveAsync(mine, output.Block, Cancellation), Cancellation);
        ForgedWithdrawal forged = new(s_thief, 7);
        DeployedContract wrong = await world.Chain.ProposeAsync(forged.OutputRoot, output.Block, Cancellation);
        await world.ProveAsync(forged.Transaction, forged.OutputRootProof, Plimsoll.L1.Abi.AbiValue.Of([forged.Leaf]), Cancellation);
        await world.Chain.PassAsync(OpStackChain.MaxClock, Cancellation);
        foreach (DeployedContract ended in new[] { game, wrong })
        {
            await OpStackChain.SucceedAsync(ended.SendAsync("resolveClaim", [0, 0], Cancellation));
            await OpStackChain.SucceedAsync(ended.SendAsync("resolve", [], Cancellation));
        }

        await world.Chain.PassAsync(OpStackChain.ProofMaturity, Cancellation);
        ulong start = await world.L1.GetBlockNumberAsync(Cancellation);
        using Auditor auditor = await world.AuditAsync(Cancellation, hasExecution: false, change: it => it with { StartBlock = start, Tokens = [] });
        await world.LookAsync(auditor, Cancellation);
        await OpStackChain.SucceedAsync(world.Chain.Portal.SendAsync("finalizeWithdrawalTransaction", [mine.Transaction], Cancellation));
        AuditReport right = await world.LookAsync(auditor, Cancellation);
        Assert.Equal((1, "0"), (right.OpStack!.PaidCount, right.Tokens[0].Surplus));
        Assert.DoesNotContain(right.Findings, it => it.Cause is "UnbackedRelease" or "MissingData");
        await OpStackChain.SucceedAsync(world.Chain.Portal.SendAsync("finalizeWithdrawalTransaction", [forged.Transaction], Cancellation));
        AuditReport robbed = await world.LookAsync(auditor, Cancellation);
        Assert.Contains(robbed.Findings, it => it is { Cause: "UnbackedRelease", Regime: "BLACK" });
        Assert.Equal((forged.Hash.ToString(), "-7"), (Assert.Single(robbed.OpStack!.PaidForged), robbed.Tokens[0].Surplus));
    }

    [Fact]
    public async Task Tokens_are_covered_by_the_bridge_and_a_mint_out_of_nothing_is_a_breach()
    {
        await using OpStackWorld world = await StartAsync();
        using Auditor auditor = await world.AuditAsync(Cancellation);
        await world.LookAsync(auditor, Cancellation);
        await OpStackChain.SucceedAsync(world.Chain.Token.SendAsync("mint", [s_deployer.Address, 1_000], Cancellation));
        await OpStackChain.SucceedAsync(world.Chain.Token.SendAsync("approve", [world.Chain.Bridge.Address, 1_000], Cancellation));
        await world.Rollup.LiveAsync(Cancellation);
        await OpStackChain.SucceedAsync(
            world.Chain.Bridge.SendAsync("depositERC20", [world.Chain.Token.Address, world.Rollup.Token.Address, 1_000, 200_000, Array.Empty<byte>()], Cancellation));
        await auditor.PollAsync(Cancellation); // the rollup has not heard of it yet
        TokenView inFlight = auditor.Current!.Report.Tokens[1];
        Assert.Equal(("1000", "0", "1000", "0"), (inFlight.Escrow, inFlight.Supply, inFlight.DepositsInFlight, inFlight.Surplus));
        await OpStackChain.SucceedAsync(world.Rollup.Token.SendAsync("mint", [s_user, 1_000], Cancellation));
        await world.Chain.PassAsync(12, Cancellation);
        TokenView arrived = (await world.LookAsync(auditor, Cancellation)).Tokens[1];
        Assert.Equal(("1000", "1000", "0", "0"), (arrived.Escrow, arrived.Supply, arrived.DepositsInFlight, arrived.Surplus));
        await OpStackChain.SucceedAsync(world.Rollup.Token.SendAsync("mint", [s_thief, 500], Cancellation));
        await world.Chain.PassAsync(12, Cancellation);
        AuditReport minted = await world.LookAsync(auditor, Cancellation);
        Assert.Equal(("-500", 6_666), (minted.Tokens[1].Surplus, (int)minted.Tokens[1].CoverageBps));
        Assert.Contains(minted.Findings, it => it is { Cause: "CoverageBreach", Regime: "RED" });
    }

    private static Task<OpStackWorld> StartAsync(JsonRpcClient client) => OpStackWorld.StartAsync(client, s_deployer, TestContext.Current.CancellationToken);

    private Task<OpStackWorld> StartAsync() => StartAsync(Client);
}
