using Plimsoll.Devnet;
using Plimsoll.Devnet.Tests;
using Plimsoll.EndToEnd;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Auditing;
using Plimsoll.Node.Auditing.OpStack;
using Plimsoll.Primitives;

namespace Plimsoll.OpStack.Tests;

/// <summary>Who may do what: read from the published contracts, new when it changes, and dangerous when it is used at once (iOPS-005).</summary>
public sealed class RolesTests(AnvilFixture fixture) : AnvilTest<AnvilFixture>(fixture)
{
    private static readonly PrivateKey s_deployer = PrivateKey.Parse(AnvilAccounts.Keys[9]);
    private static readonly Address s_new = PrivateKey.Parse(AnvilAccounts.Keys[4]).Address;
    private static readonly Address s_challenger = PrivateKey.Parse(AnvilAccounts.Keys[5]).Address;

    [Fact]
    public async Task The_contracts_name_everybody_and_nobody_is_new()
    {
        await using OpStackWorld world = await StartAsync();
        using Auditor auditor = await BeginAsync(world);
        AuditReport report = auditor.Current!.Report;
        string deployer = s_deployer.Address.ToString(), nobody = Address.Zero.ToString();
        Dictionary<string, string> roles = report.OpStack!.Roles.DistinctBy(it => it.Role).ToDictionary(it => it.Role, it => it.Holder);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["proxyAdmin"] = deployer,
                ["batcher"] = nobody,
                ["blockSigner"] = deployer,
                ["configOwner"] = deployer,
                ["factoryOwner"] = deployer,
                ["guardian"] = deployer,
            },
            roles);
        Assert.Equal(6, report.OpStack.Roles.Count(it => it.Role == "proxyAdmin")); // portal, factory, bridge, registry, system config, superchain config
        Assert.Empty(report.OpStack.UnknownRoles);
        Assert.All(report.OpStack.Roles, it => Assert.Null(it.Since));
        Assert.Contains(new("guardian", deployer), report.Identities);
        Assert.Contains($"role guardian of {world.Chain.Superchain.Address}: {deployer}", report.Facts);
    }

    [Fact]
    public async Task A_new_batcher_is_amber_and_red_once_blocks_are_derived_from_its_batches()
    {
        await using OpStackWorld world = await StartAsync();
        using Auditor auditor = await BeginAsync(world);
        await OpStackChain.SucceedAsync(world.Chain.System.SendAsync("setBatcherHash", [RoleWord(s_new)], Cancellation));
        world.OpNode.Behind = 1;
        AuditReport announced = await world.LookAsync(auditor, Cancellation);
        IsNew(announced, "AMBER", "batcher", s_new);
        Assert.Equal("batcher", announced.OpStack!.Changes[0].Kind);
        world.OpNode.Behind = 0;
        await world.LiveAsync(Cancellation);
        IsNew(await world.LookAsync(auditor, Cancellation), "RED", "batcher", s_new);

        using Auditor later = await world.AuditAsync(Cancellation); // one that was not there finds it in the logs
        IsNew(await world.LookAsync(later, Cancellation), "RED", "batcher", s_new);
        using Auditor told = await world.AuditAsync(Cancellation, change: it => it with { Verified = [s_new] });
        AuditReport known = await world.LookAsync(told, Cancellation);
        Assert.Empty(known.Findings);
        Assert.True(Assert.Single(known.OpStack!.Roles, it => it.Role == "batcher").IsVerified);

        await world.LiveAsync(Cancellation, seconds: 86_400);
        await world.ProposeAsync(Cancellation);
        IsNew(await world.LookAsync(auditor, Cancellation), "AMBER", "batcher", s_new); // a day old
        await world.LiveAsync(Cancellation, seconds: 6 * 86_400);
        await world.ProposeAsync(Cancellation);
        Assert.Empty((await world.LookAsync(auditor, Cancellation)).Findings); // a week
    }

    [Fact]
    public async Task Without_an_own_node_nobody_knows_whether_a_new_batcher_is_used_and_it_is_amber()
    {
        await using OpStackWorld world = await StartAsync();
        using Auditor auditor = await world.AuditAsync(Cancellation, hasOpNode: false, hasExecution: false);
        await world.LookAsync(auditor, Cancellation);
        await OpStackChain.SucceedAsync(world.Chain.System.SendAsync("setBatcherHash", [Bytes32.Parse("0x01" + new string('7', 62))], Cancellation)); // named by no address
        AuditReport report = await world.LookAsync(auditor, Cancellation);
        Assert.Contains(report.Findings, it => it is { Cause: "NewIdentity", Regime: "AMBER" });
        Assert.Contains("identities", report.Findings.Single(it => it.Cause == "MissingData").Detail);
        RoleView batcher = Assert.Single(report.OpStack!.Roles, it => it.Role == "batcher");
        Assert.Equal(("0x01" + new string('7', 62), null), (batcher.Holder, batcher.IsUsed));
    }

    [Fact]
    public async Task A_new_block_signer_is_amber_and_red_once_blocks_are_promised_that_l1_does_not_hold_yet()
    {
        await using OpStackWorld world = await StartAsync();
        using Auditor auditor = await BeginAsync(world);
        await OpStackChain.SucceedAsync(world.Chain.System.SendAsync("setUnsafeBlockSigner", [s_new], Cancellation));
        IsNew(await world.LookAsync(auditor, Cancellation), "AMBER", "blockSigner", s_new);
        world.OpNode.Spoil = (method, answer) =>
        {
            if (method != "optimism_syncStatus")
                return;
            foreach (string head in new[] { "safe_l2", "finalized_l2" })
                answer[head]!["number"] = (ulong)answer[head]!["number"]! - 1;
        };
        await world.LiveAsync(Cancellation);
        IsNew(await world.LookAsync(auditor, Cancellation), "RED", "blockSigner", s_new);
    }

    [Fact]
    public async Task A_guardian_who_came_without_an_event_is_found_and_red_once_it_pauses()
    {
        await using OpStackWorld world = await StartAsync();
        using Auditor auditor = await BeginAsync(world);
        Bytes32 slot = (await world.Chain.Superchain.CallAsync("GUARDIAN_SLOT", [], Cancellation))[0].ToBytes32();
        await world.DoAsync(new("anvil_setStorageAt", world.Chain.Superchain.Address.ToString(), slot.ToString(), RoleWord(s_new).ToString()), Cancellation);
        await world.LiveAsync(Cancellation);
        IsNew(await world.LookAsync(auditor, Cancellation), "AMBER", "guardian", s_new);
        await world.LiveAsync(Cancellation);
        IsNew(await world.LookAsync(auditor, Cancellation), "AMBER", "guardian", s_new); // and stays it
        await world.ImpersonateAsync(s_new, world.Chain.Superchain.Address, world.Chain.Superchain.Abi.Function("pause").EncodeCall("mine"), Cancellation);
        AuditReport paused = await world.LookAsync(auditor, Cancellation);
        IsNew(paused, "RED", "guardian", s_new);
        Assert.True(paused.OpStack!.IsPaused);
    }

    [Fact]
    public async Task A_new_owner_of_the_factory_is_amber_red_once_it_sets_a_bond_and_gone_with_its_block()
    {
        await using OpStackWorld world = await StartAsync();
        using Auditor auditor = await BeginAsync(world);
        await OpStackChain.SucceedAsync(world.Chain.Factory.SendAsync("setInitBond", [0, OpStackChain.InitialBond], Cancellation)); // by the old one
        Assert.Empty((await world.LookAsync(auditor, Cancellation)).Findings);
        await OpStackChain.SucceedAsync(world.Chain.Factory.SendAsync("transferOwnership", [s_new], Cancellation));
        IsNew(await world.LookAsync(auditor, Cancellation), "AMBER", "factoryOwner", s_new);
        await world.ImpersonateAsync(s_new, world.Chain.Factory.Address, world.Chain.Factory.Abi.Function("setInitBond").EncodeCall(7, 7), Cancellation);
        IsNew(await world.LookAsync(auditor, Cancellation), "RED", "factoryOwner", s_new);
        await world.ReorgAsync(2, Cancellation);
        AuditReport back = await world.LookAsync(auditor, Cancellation);
        Assert.Empty(back.Findings);
        Assert.Equal(s_deployer.Address.ToString(), Assert.Single(back.OpStack!.Roles, it => it.Role == "factoryOwner").Holder);
    }

    [Fact]
    public async Task Whoever_commands_the_proxy_admin_is_known_and_red_once_it_upgrades()
    {
        DeployedContract admin = null!;
        await using OpStackWorld world = await OpStackWorld.StartAsync(Client, s_deployer, Cancellation, prepare: async chain =>
        {
            admin = await chain.DeployOneAsync("ProxyAdmin", [s_deployer.Address]);
            await OpStackChain.SucceedAsync(chain.Proxies["OptimismPortal2"].SendAsync("changeAdmin", [admin.Address], Cancellation));
        });
        using Auditor auditor = await BeginAsync(world);
        RoleView[] roles = [.. auditor.Current!.Report.OpStack!.Roles];
        Assert.Equal(admin.Address.ToString(), roles.Single(it => it.Role == "proxyAdmin" && it.Contract == world.Chain.Portal.Address.ToString()).Holder);
        Assert.Equal((admin.Address.ToString(), s_deployer.Address.ToString()), roles.Single(it => it.Role == "proxyAdminOwner") is var owner ? (owner.Contract, owner.Holder) : default);

        await OpStackChain.SucceedAsync(admin.SendAsync("transferOwnership", [s_new], Cancellation));
        IsNew(await world.LookAsync(auditor, Cancellation), "AMBER", "proxyAdminOwner", s_new);
        DeployedContract code = await world.Chain.DeployOneAsync("OptimismPortal2", [OpStackChain.ProofMaturity, OpStackChain.Finality]);
        IsNew(await world.LookAsync(auditor, Cancellation), "AMBER", "proxyAdminOwner", s_new);
        await world.ImpersonateAsync(s_new, admin.Address, admin.Abi.Function("upgrade").EncodeCall(world.Chain.Portal.Address, code.Address), Cancellation);
        AuditReport upgraded = await world.LookAsync(auditor, Cancellation);
        IsNew(upgraded, "RED", "proxyAdminOwner", s_new);
        Assert.Contains(upgraded.Findings, it => it.Cause == "UpgradedAtOnce");
    }

    [Fact]
    public async Task A_new_proxy_admin_is_new_for_its_proxy_alone()
    {
        await using OpStackWorld world = await StartAsync();
        using Auditor auditor = await BeginAsync(world);
        await OpStackChain.SucceedAsync(world.Chain.Proxies["L1StandardBridge"].SendAsync("changeAdmin", [s_new], Cancellation));
        AuditReport report = await world.LookAsync(auditor, Cancellation);
        IsNew(report, "AMBER", "proxyAdmin", s_new);
        Assert.Equal(world.Chain.Bridge.Address.ToString(), Assert.Single(report.OpStack!.Roles, it => it.Since is not null).Contract);
    }

    [Fact]
    public async Task Permissioned_games_name_proposer_and_challenger_and_new_ones_are_red_once_they_play()
    {
        await using OpStackWorld world = await StartForTwoAsync();
        using Auditor auditor = await BeginAsync(world);
        Assert.Equal((s_deployer.Address.ToString(), s_challenger.ToString()), PlayersOf(auditor.Current!.Report));

        await world.Chain.PermitAsync(await world.Chain.DeployForTwoAsync(s_deployer.Address, s_new), Cancellation); // another challenger, the same proposer
        await world.LookAsync(auditor, Cancellation);
        Assert.Equal((s_deployer.Address.ToString(), s_new.ToString()), PlayersOf(auditor.Current!.Report));
        Assert.Contains(auditor.Current.Report.Findings, it => it is { Cause: "NewIdentity", Regime: "AMBER" });
        (DeployedContract game, RollupChain.Output output) = await world.ProposeAsync(Cancellation);
        RoleView challenger = Assert.Single((await world.LookAsync(auditor, Cancellation)).OpStack!.Roles, it => it.Role == "challenger");
        Assert.Equal(false, challenger.IsUsed);
        Assert.NotNull(challenger.Since);
        UInt256 bond = (await game.CallAsync("getRequiredBond", [2], Cancellation))[0].ToUInt256();
        await world.ImpersonateAsync(
            s_new, game.Address, game.Abi.Function("attack").EncodeCall(output.Root, 0, Bytes32.Parse("0x" + new string('7', 64))), Cancellation, bond);
        await world.LookAsync(auditor, Cancellation);
        IsNew(auditor.Current!.Report, "RED", null, null);
        Assert.Equal(true, Assert.Single(auditor.Current.Report.OpStack!.Roles, it => it.Role == "challenger").IsUsed);
        Assert.Equal(2UL, auditor.Current.Report.OpStack.Games[^1].Claims);
    }

    [Fact]
    public async Task A_new_proposer_of_checked_code_is_amber_and_red_once_it_proposes()
    {
        await using OpStackWorld world = await StartForTwoAsync();
        DeployedContract code = await world.Chain.DeployForTwoAsync(s_new, s_challenger);
        using Auditor auditor = await world.AuditAsync(Cancellation, change: it => it with { Verified = [code.Address] });
        await world.LookAsync(auditor, Cancellation);
        await world.Chain.PermitAsync(code, Cancellation);
        IsNew(await world.LookAsync(auditor, Cancellation), "AMBER", "proposer", s_new);
        RollupChain.Output output = await world.LiveAsync(Cancellation);
        await world.ImpersonateAsync(
            s_new, world.Chain.Factory.Address, world.Chain.Factory.Abi.Function("create").EncodeCall(1, output.Root, Bytes32.FromUInt256(output.Block).ToBytes()), Cancellation, OpStackChain.InitialBond);
        AuditReport proposed = await world.LookAsync(auditor, Cancellation);
        IsNew(proposed, "RED", "proposer", s_new);
        Assert.Contains(proposed.Findings, it => it.Cause == "BondTooSmall");
        Assert.Equal(s_new.ToString(), proposed.OpStack!.Games[^1].Creator);
    }

    [Theory]
    [InlineData(164, true, true)]
    [InlineData(124, false, true)]
    [InlineData(0, false, true)]
    [InlineData(96, false, false)] // of neither kind
    [InlineData(130, false, false)] // and not even well made: what is behind it is not zero
    public async Task A_newer_factory_names_the_two_players_beside_the_code(int length, bool hasPlayers, bool isKnown)
    {
        await using OpStackWorld world = await OpStackWorld.StartAsync(Client, s_deployer, Cancellation, prepare: async chain =>
        {
            byte[] arguments = new byte[192];
            if (length > 124)
            {
                s_new.Span.CopyTo(arguments.AsSpan(124));
                s_challenger.Span.CopyTo(arguments.AsSpan(144));
            }

            Bytes32[] words = [Bytes32.FromUInt256(32), Bytes32.FromUInt256((ulong)length), .. arguments.Chunk(32).Take((length + 31) / 32).Select(word => new Bytes32(word))];
            Address newer = Address.Parse("0x0000000000000000000000000000000000c0de04");
            DeployedContract published = await chain.DeployOneAsync("DisputeGameFactory", []);
            await Client.SendAsync(
                new("anvil_setCode", newer.ToString(), Hex.Encode(new EvmDispatch().Answer("gameArgs(uint32)", words).PassOn(published.Address))) { IsRepeatable = false }, result => result.ValueKind, Cancellation);
            await OpStackChain.SucceedAsync(chain.Proxies["DisputeGameFactory"].SendAsync("upgradeTo", [newer], Cancellation));
        });
        using Auditor auditor = await world.AuditAsync(Cancellation);
        AuditReport report = await world.LookAsync(auditor, Cancellation);
        Assert.Equal(isKnown ? "GREEN" : "AMBER", report.Head.Regime);
        Assert.Equal(isKnown ? [] : ["proposer", "challenger"], report.OpStack!.UnknownRoles);
        if (hasPlayers)
            Assert.Equal((s_new.ToString(), s_challenger.ToString()), PlayersOf(report));
        else
            Assert.DoesNotContain(report.OpStack.Roles, it => it.Role is "proposer" or "challenger");
    }

    [Fact]
    public async Task Contracts_that_do_not_name_somebody_are_unknown_and_never_green()
    {
        await using OpStackWorld world = await StartAsync();
        using Auditor auditor = await BeginAsync(world);
        await world.DoAsync(new("anvil_setCode", world.Chain.System.Address.ToString(), "0x"), Cancellation);
        await world.LiveAsync(Cancellation);
        AuditReport report = await world.LookAsync(auditor, Cancellation);
        Assert.Equal(["batcher", "blockSigner", "configOwner"], report.OpStack!.UnknownRoles);
        Assert.Equal(("AMBER", "identities"), Assert.Single(report.Findings) is { Cause: "MissingData" } it ? (it.Regime, it.Detail) : default);
    }

    private static void IsNew(AuditReport report, string regime, string? role, Address? holder)
    {
        FindingView finding = Assert.Single(report.Findings, it => it.Cause == "NewIdentity");
        Assert.Equal(regime, finding.Regime);
        if (role is not null)
        {
            Assert.StartsWith($"{role} {holder}: ", finding.Detail);
            RoleView view = Assert.Single(report.OpStack!.Roles, it => it.Role == role && it.Since is not null);
            Assert.Equal((holder.ToString(), false), (view.Holder, view.IsVerified));
        }
    }

    private static (string, string) PlayersOf(AuditReport report) => (
        Assert.Single(report.OpStack!.Roles, it => it.Role == "proposer").Holder, Assert.Single(report.OpStack.Roles, it => it.Role == "challenger").Holder);

    private static Bytes32 RoleWord(Address account) => new([.. new byte[12], .. account.Span]);

    private static async Task<Auditor> BeginAsync(OpStackWorld world)
    {
        Auditor auditor = await world.AuditAsync(Cancellation);
        AuditReport first = await world.LookAsync(auditor, Cancellation);
        Assert.Empty(first.Findings);
        Assert.Equal("GREEN", first.Head.Regime);
        return auditor;
    }

    private Task<OpStackWorld> StartAsync() => OpStackWorld.StartAsync(Client, s_deployer, Cancellation);

    private Task<OpStackWorld> StartForTwoAsync() => OpStackWorld.StartAsync(
        Client, s_deployer, Cancellation, prepare: async chain => await chain.PermitAsync(await chain.DeployForTwoAsync(s_deployer.Address, s_challenger), Cancellation));
}
