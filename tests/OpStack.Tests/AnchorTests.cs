using Plimsoll.Devnet;
using Plimsoll.Devnet.Tests;
using Plimsoll.EndToEnd;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Auditing;
using Plimsoll.Node.Auditing.OpStack;
using Plimsoll.Primitives;

namespace Plimsoll.OpStack.Tests;

/// <summary>From where games begin: read from the published AnchorStateRegistry, which the portal of that release does not name (iOPS-006).</summary>
public sealed class AnchorTests(AnvilFixture fixture) : AnvilTest<AnvilFixture>(fixture)
{
    private static readonly PrivateKey s_deployer = PrivateKey.Parse(AnvilAccounts.Keys[9]);
    private static readonly Bytes32 s_never = Bytes32.Parse("0x" + new string('1', 64));

    [Fact]
    public async Task The_registry_is_found_by_the_code_of_the_games_and_its_root_moves_with_a_game_that_ended()
    {
        await using OpStackWorld world = await OpStackWorld.StartAsync(Client, s_deployer, Cancellation);
        using Auditor auditor = await world.AuditAsync(Cancellation);
        AuditReport first = await world.LookAsync(auditor, Cancellation);
        Assert.Equal(("GREEN", world.Chain.Anchors.Address.ToString(), "right"), (first.Head.Regime, first.OpStack!.Anchor!.Registry, first.OpStack.Anchor.Verdict));
        (DeployedContract game, RollupChain.Output output) = await world.ProposeAsync(Cancellation);
        await world.Chain.PassAsync(OpStackChain.MaxClock, Cancellation);
        await OpStackChain.SucceedAsync(game.SendAsync("resolveClaim", [0, 0], Cancellation));
        await OpStackChain.SucceedAsync(game.SendAsync("resolve", [], Cancellation));
        AnchorView moved = (await world.LookAsync(auditor, Cancellation)).OpStack!.Anchor!;
        Assert.Equal((output.Block.ToString(), output.Root.ToString(), "right"), (moved.L2Block, moved.Root, moved.Verdict));
        Assert.NotEqual(first.OpStack.Anchor.L2Block, moved.L2Block);
    }

    [Fact]
    public async Task An_anchor_that_the_rollup_does_not_have_is_black_although_every_game_is_right()
    {
        await using OpStackWorld world = await OpStackWorld.StartAsync(Client, s_deployer, Cancellation, start: (s_never, 1));
        using Auditor auditor = await world.AuditAsync(Cancellation);
        AuditReport report = await world.LookAsync(auditor, Cancellation);
        Assert.Equal(("BLACK", "WrongCommitment", "wrongAndOpen"), (report.Head.Regime, report.Head.Causes[0].Cause, report.Commitments.Check));
        Assert.Equal(("AnchorRoot", 1UL, s_never.ToString()), (report.Commitments.Fault!.Kind, report.Commitments.Fault.Height, report.Commitments.Fault.HeaderHash));
        Assert.All(report.OpStack!.Games, game => Assert.Equal("right", game.Verdict));
        Assert.Equal("wrong", report.OpStack.Anchor!.Verdict);
    }

    [Fact]
    public async Task A_wrong_game_that_ended_leaves_a_wrong_anchor_which_the_blacklist_does_not_heal()
    {
        await using OpStackWorld world = await OpStackWorld.StartAsync(Client, s_deployer, Cancellation);
        using Auditor auditor = await world.AuditAsync(Cancellation);
        await world.LookAsync(auditor, Cancellation);
        RollupChain.Output real = await world.LiveAsync(Cancellation);
        DeployedContract game = await world.Chain.ProposeAsync(s_never, real.Block, Cancellation);
        await world.Chain.PassAsync(OpStackChain.MaxClock, Cancellation);
        await OpStackChain.SucceedAsync(game.SendAsync("resolveClaim", [0, 0], Cancellation));
        await OpStackChain.SucceedAsync(game.SendAsync("resolve", [], Cancellation));
        await OpStackChain.SucceedAsync(world.Chain.Portal.SendAsync("blacklistDisputeGame", [game.Address], Cancellation));
        AuditReport report = await world.LookAsync(auditor, Cancellation);
        Assert.False(report.OpStack!.Games.Single(it => it.Game == game.Address.ToString()).CanPay);
        Assert.Equal(("BLACK", "wrongAndOpen", "AnchorRoot"), (report.Head.Regime, report.Commitments.Check, report.Commitments.Fault!.Kind));
    }

    [Fact]
    public async Task A_registry_that_does_not_say_makes_commitments_unknown()
    {
        await using OpStackWorld world = await OpStackWorld.StartAsync(Client, s_deployer, Cancellation);
        using Auditor auditor = await world.AuditAsync(Cancellation);
        Assert.Equal("GREEN", (await world.LookAsync(auditor, Cancellation)).Head.Regime);
        await world.DoAsync(new("anvil_setCode", world.Chain.Anchors.Address.ToString(), "0x"), Cancellation);
        await world.LiveAsync(Cancellation);
        AuditReport report = await world.LookAsync(auditor, Cancellation);
        Assert.Equal(("AMBER", "unknown"), (report.Head.Regime, report.Commitments.Check));
        Assert.Null(report.OpStack!.Anchor);
        Assert.Contains("anchor unknown", report.Facts);
    }

    [Fact]
    public async Task A_registry_of_other_games_is_refused()
    {
        await using OpStackWorld world = await OpStackWorld.StartAsync(Client, s_deployer, Cancellation);
        DeployedContract other = await world.Chain.DeployOneAsync("AnchorStateRegistry", [world.Chain.Portal.Address]);
        OpStackException refused = await Assert.ThrowsAsync<OpStackException>(() => world.AuditAsync(Cancellation, change: it => it with { AnchorRegistry = other.Address }));
        Assert.Contains("the portal's AnchorStateRegistry is", refused.Message);
        Address code = await PlayedByAsync(world, other.Address);
        await OpStackChain.SucceedAsync(world.Chain.Factory.SendAsync("setImplementation", [0, code], Cancellation));
        refused = await Assert.ThrowsAsync<OpStackException>(() => world.AuditAsync(Cancellation));
        Assert.Contains($"is about games of {world.Chain.Portal.Address}", refused.Message);
    }

    /// <summary>Code of games that names another registry, and does nothing else.</summary>
    private static async Task<Address> PlayedByAsync(OpStackWorld world, Address registry)
    {
        Address code = Address.Parse("0x0000000000000000000000000000000000c0de01");
        await world.DoAsync(new("anvil_setCode", code.ToString(), Hex.Encode(new EvmDispatch().Answer("anchorStateRegistry()", registry).Refuse())), Cancellation);
        return code;
    }
}
