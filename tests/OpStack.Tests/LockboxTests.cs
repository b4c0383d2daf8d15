using Plimsoll.Devnet;
using Plimsoll.Devnet.Tests;
using Plimsoll.EndToEnd;
using Plimsoll.L1.Abi;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Auditing;
using Plimsoll.Node.Auditing.OpStack;
using Plimsoll.Primitives;

namespace Plimsoll.OpStack.Tests;

/// <summary>Escrow is counted where it lies, and once. The published portal keeps ETH itself; what later ones say of a lockbox and a registry is answered in front of it.</summary>
public sealed class LockboxTests(AnvilFixture fixture) : AnvilTest<AnvilFixture>(fixture)
{
    private static readonly PrivateKey s_deployer = PrivateKey.Parse(AnvilAccounts.Keys[9]);
    private static readonly Address s_other = Address.Parse("0x00000000000000000000000000000000000000f2");
    private static readonly Address s_newer = Address.Parse("0x0000000000000000000000000000000000c0de02");
    private static readonly Address s_registry = Address.Parse("0x0000000000000000000000000000000000c0de03");
    private static readonly UInt256 s_locked = UInt256.Parse("60000000000000000000");
    private static byte s_lockboxes;
    private readonly Address _lockbox = new([.. new byte[18], 0x0b, ++s_lockboxes]); // one for each test: what it announced stays on the chain

    [Fact]
    public async Task A_portal_of_old_keeps_its_eth_and_names_no_lockbox()
    {
        await using OpStackWorld world = await OpStackWorld.StartAsync(Client, s_deployer, Cancellation);
        using Auditor auditor = await world.AuditAsync(Cancellation);
        AuditReport report = await world.LookAsync(auditor, Cancellation);
        Assert.Null(report.OpStack!.Lockbox);
        Assert.Equal(("GREEN", OpStackWorld.Escrow.ToString()), (report.Head.Regime, report.Tokens[0].Escrow));
        OpStackException refused = await Assert.ThrowsAsync<OpStackException>(() => world.AuditAsync(Cancellation, change: it => it with { Lockbox = _lockbox })); // nothing is there
        Assert.Contains($"{_lockbox} does not pay to {world.Chain.Portal.Address}", refused.Message);
    }

    [Fact]
    public async Task Eth_in_a_lockbox_is_escrow_wherever_it_lies_and_theft_when_it_leaves()
    {
        await using OpStackWorld world = await StartAsync();
        using Auditor auditor = await world.AuditAsync(Cancellation);
        AuditReport first = await world.LookAsync(auditor, Cancellation);
        Assert.Equal(("GREEN", OpStackWorld.Escrow.ToString()), (first.Head.Regime, first.Tokens[0].Escrow));
        Assert.Equal(new LockboxView(_lockbox.ToString(), s_locked.ToString(), null), first.OpStack!.Lockbox);
        Assert.Equal(_lockbox.ToString(), first.Hub);

        await MoveAsync(world, UInt256.Zero); // back to the portal
        AuditReport moved = await world.LookAsync(auditor, Cancellation);
        Assert.Equal(("GREEN", OpStackWorld.Escrow.ToString(), "0"), (moved.Head.Regime, moved.Tokens[0].Escrow, moved.OpStack!.Lockbox!.Held));
        await MoveAsync(world, OpStackWorld.Escrow); // and all of it to the lockbox
        Assert.Equal("GREEN", (await world.LookAsync(auditor, Cancellation)).Head.Regime);

        await SetBalanceAsync(world, _lockbox, OpStackWorld.Escrow - s_locked);
        await world.LiveAsync(Cancellation);
        AuditReport robbed = await world.LookAsync(auditor, Cancellation);
        Assert.Contains(robbed.Findings, it => it is { Cause: "UnbackedRelease", Regime: "BLACK" });
        Assert.Equal((s_locked.ToString(), "-" + s_locked), (robbed.OpStack!.Unexplained, robbed.Tokens[0].Surplus));
    }

    [Fact]
    public async Task An_upgrade_that_moves_the_escrow_to_a_lockbox_is_no_theft()
    {
        await using OpStackWorld world = await OpStackWorld.StartAsync(Client, s_deployer, Cancellation);
        using Auditor auditor = await world.AuditAsync(Cancellation);
        await world.LookAsync(auditor, Cancellation);
        await InstallAsync(world.Chain, world.DoAsync);
        await MoveAsync(world, s_locked);
        AuditReport report = await world.LookAsync(auditor, Cancellation);
        Assert.Equal(["UpgradedAtOnce"], world.History.Alerts(auditor.Id, isOpen: false, limit: 10).Select(it => it.Cause).Distinct());
        Assert.Equal((OpStackWorld.Escrow.ToString(), "0", "0"), (report.Tokens[0].Escrow, report.Tokens[0].Surplus, report.OpStack!.Unexplained));
        Assert.Equal(s_locked.ToString(), report.OpStack.Lockbox!.Held);
    }

    [Fact]
    public async Task A_lockbox_that_does_not_pay_to_the_portal_holds_nothing_for_it()
    {
        await using OpStackWorld world = await StartAsync();
        using Auditor auditor = await world.AuditAsync(Cancellation);
        Assert.Equal("GREEN", (await world.LookAsync(auditor, Cancellation)).Head.Regime);
        await world.DoAsync(new("anvil_setCode", _lockbox.ToString(), Hex.Encode(new EvmDispatch().IsIt("authorizedPortals(address)", s_other).Refuse())), Cancellation);
        await world.LiveAsync(Cancellation);
        AuditReport report = await world.LookAsync(auditor, Cancellation);
        Assert.Contains(report.Findings, it => it is { Cause: "AuditorsDisagree", Regime: "RED" });
        Assert.Contains(report.Findings, it => it is { Cause: "UnbackedRelease", Regime: "BLACK" });
        Assert.Contains("does not pay to it", report.OpStack!.Trouble);
        Assert.Equal(((OpStackWorld.Escrow - s_locked).ToString(), "0"), (report.Tokens[0].Escrow, report.OpStack.Lockbox!.Held));
        OpStackException refused = await Assert.ThrowsAsync<OpStackException>(() => world.AuditAsync(Cancellation));
        Assert.Contains("does not pay to", refused.Message);
    }

    [Fact]
    public async Task A_lockbox_that_pays_to_others_as_well_makes_eth_unknown_and_no_false_theft()
    {
        await using OpStackWorld world = await StartAsync();
        using Auditor auditor = await world.AuditAsync(Cancellation);
        Assert.Equal("GREEN", (await world.LookAsync(auditor, Cancellation)).Head.Regime);
        await AuthorizeAsync(world, world.Chain.Portal.Address); // once more
        Assert.Equal("GREEN", (await world.LookAsync(auditor, Cancellation)).Head.Regime);
        await AuthorizeAsync(world, s_other);
        await SetBalanceAsync(world, _lockbox, 5); // somebody else's withdrawals
        await world.LiveAsync(Cancellation);
        AuditReport report = await world.LookAsync(auditor, Cancellation);
        FindingView finding = Assert.Single(report.Findings);
        Assert.Equal(("AMBER", "MissingData", "releases"), (finding.Regime, finding.Cause, finding.Detail));
        Assert.DoesNotContain(report.Tokens, it => it.Token == Address.Zero.ToString());
        Assert.Equal(s_other.ToString(), report.OpStack!.Lockbox!.Sharer);
        Assert.Equal(("lockbox", (string?)null), (report.OpStack.Changes[0].Kind, report.OpStack.Escrows[0].Supply));
    }

    [Fact]
    public async Task A_registry_decides_about_pause_type_and_retirement_and_must_agree_with_its_portal()
    {
        await using OpStackWorld world = await StartAsync();
        using Auditor auditor = await world.AuditAsync(Cancellation);
        AuditReport first = await world.LookAsync(auditor, Cancellation);
        Assert.Equal(("GREEN", s_registry.ToString()), (first.Head.Regime, first.OpStack!.Anchor!.Registry));
        Assert.Contains(first.OpStack.Games, game => game.CanPay);

        ulong created = first.OpStack.Games[^1].CreatedAt;
        Task RegisterAsync(Func<EvmDispatch, EvmDispatch> answers) => PutRegistryAsync(world.Chain, world.DoAsync, answers);
        await RegisterAsync(it => it.Answer("retirementTimestamp()", created));
        await world.LiveAsync(Cancellation);
        Assert.All((await world.LookAsync(auditor, Cancellation)).OpStack!.Games, game => Assert.False(game.CanPay)); // created in that very second
        await RegisterAsync(it => it.Answer("retirementTimestamp()", created - 1));
        await world.LiveAsync(Cancellation);
        Assert.True((await world.LookAsync(auditor, Cancellation)).OpStack!.Games[^1].CanPay);

        await RegisterAsync(it => it.Answer("paused()", 1));
        await world.LiveAsync(Cancellation);
        AuditReport paused = await world.LookAsync(auditor, Cancellation);
        Assert.Equal("Paused", Assert.Single(paused.Findings).Cause);
        await RegisterAsync(it => it.Answer("respectedGameType()", 1));
        await world.LiveAsync(Cancellation);
        AuditReport divided = await world.LookAsync(auditor, Cancellation);
        Assert.Equal(("RED", "AuditorsDisagree"), Assert.Single(divided.Findings) is var it ? (it.Regime, it.Cause) : default);
        Assert.Contains("its registry of type 1", divided.OpStack!.Trouble);
    }

    [Fact]
    public async Task Games_about_super_roots_are_refused()
    {
        await using OpStackWorld world = await OpStackWorld.StartAsync(Client, s_deployer, Cancellation);
        await InstallAsync(world.Chain, world.DoAsync, it => it.Answer("superRootsActive()", 1));
        OpStackException refused = await Assert.ThrowsAsync<OpStackException>(() => world.AuditAsync(Cancellation));
        Assert.Contains("super roots", refused.Message);
    }

    private Task<OpStackWorld> StartAsync() => OpStackWorld.StartAsync(Client, s_deployer, Cancellation, prepare: async chain =>
    {
        await InstallAsync(chain, DoAsync);
        await DoAsync(new("anvil_setBalance", chain.Portal.Address.ToString(), (OpStackWorld.Escrow - s_locked).ToHex()), Cancellation);
        await DoAsync(new("anvil_setBalance", _lockbox.ToString(), s_locked.ToHex()), Cancellation);
    });

    private Task DoAsync(RpcRequest request, CancellationToken cancellation) => Client.SendAsync(request with { IsRepeatable = false }, result => result.ValueKind, cancellation);

    /// <summary>The portal names a lockbox and a registry from now on.</summary>
    private async Task InstallAsync(OpStackChain chain, Func<RpcRequest, CancellationToken, Task> doAsync, Func<EvmDispatch, EvmDispatch>? more = null)
    {
        DeployedContract published = await chain.DeployOneAsync("OptimismPortal2", [OpStackChain.ProofMaturity, OpStackChain.Finality]);
        EvmDispatch newer = new EvmDispatch().Answer("ethLockbox()", _lockbox).Answer("anchorStateRegistry()", s_registry);
        await doAsync(new("anvil_setCode", s_newer.ToString(), Hex.Encode((more ?? (it => it))(newer).PassOn(published.Address))), Cancellation);
        EvmDispatch lockbox = new EvmDispatch().IsIt("authorizedPortals(address)", chain.Portal.Address).Announce("authorizePortal(address)", "PortalAuthorized(address indexed portal)");
        await doAsync(new("anvil_setCode", _lockbox.ToString(), Hex.Encode(lockbox.Refuse())), Cancellation);
        await PutRegistryAsync(chain, doAsync, it => it);
        await OpStackChain.SucceedAsync(chain.Proxies["OptimismPortal2"].SendAsync("upgradeTo", [s_newer], Cancellation));
    }

    private static async Task PutRegistryAsync(OpStackChain chain, Func<RpcRequest, CancellationToken, Task> doAsync, Func<EvmDispatch, EvmDispatch> answers)
    {
        AbiRecord anchor = await chain.Anchors.CallAsync("anchors", [0], Cancellation);
        EvmDispatch registry = new EvmDispatch().Answer("disputeGameFactory()", chain.Factory.Address).Answer("getAnchorRoot()", anchor[0].ToBytes32(), Bytes32.FromUInt256(anchor[1].ToUInt256()));
        await doAsync(new("anvil_setCode", s_registry.ToString(), Hex.Encode(answers(registry).Refuse())), Cancellation);
    }

    private async Task MoveAsync(OpStackWorld world, UInt256 locked)
    {
        await SetBalanceAsync(world, world.Chain.Portal.Address, OpStackWorld.Escrow - locked);
        await SetBalanceAsync(world, _lockbox, locked);
        await world.LiveAsync(Cancellation);
    }

    private Task<TransactionReceipt> AuthorizeAsync(OpStackWorld world, Address portal) =>
        world.ImpersonateAsync(s_other, _lockbox, AbiFunction.Parse("authorizePortal(address)").EncodeCall(portal), Cancellation);

    private static Task SetBalanceAsync(OpStackWorld world, Address account, UInt256 wei) => world.DoAsync(new("anvil_setBalance", account.ToString(), wei.ToHex()), Cancellation);
}
