using Plimsoll.L1.Abi;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Auditing.OpStack;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Tests.Chain;

namespace Plimsoll.Node.Tests.Auditing;

/// <summary>What logs say of who got a role, and of who used it behind that.</summary>
public sealed class HandoverTests
{
    private static readonly Address s_portal = Account(0xa1), s_factory = Account(0xa2), s_system = Account(0xa3), s_superchain = Account(0xa4), s_admin = Account(0xa5);
    private static readonly Address s_old = Account(1), s_new = Account(2);

    private static readonly OpStackRollup s_rollup = new()
    {
        ChainId = 1,
        Portal = s_portal,
        Factory = s_factory,
        SystemConfig = s_system,
        SuperchainConfig = s_superchain,
        ProxyAdmins = [s_admin],
    };

    // A rollup that lives: there is a game.
    private static readonly OpStackCut s_lives = OpStackFold.Next(
        s_rollup, new(), Header(1), [Log(s_factory, "DisputeGameCreated(address indexed disputeProxy, uint32 indexed gameType, bytes32 indexed rootClaim)", Word(9), Word(0), Word(7))]);

    [Fact]
    public void A_role_that_is_given_before_the_first_game_is_the_deployments()
    {
        Assert.Empty(OpStackFold.Next(s_rollup, new(), Header(1), [OwnerOf(s_factory, s_old, s_new)]).Handovers);
        Assert.Equal(new Handover(Word(s_new), 2, 1_002), Next(OwnerOf(s_factory, s_old, s_new)).Handovers[(OpStackRole.FactoryOwner, s_factory)]);
    }

    [Fact]
    public void What_the_old_one_did_in_the_same_block_is_not_the_new_ones()
    {
        Log bond = Log(s_factory, "InitBondUpdated(uint32 indexed gameType, uint256 indexed newBond)", Word(0), Word(5));
        (OpStackRole, Address) key = (OpStackRole.FactoryOwner, s_factory);
        Assert.False(Next(bond, OwnerOf(s_factory, s_old, s_new)).Handovers[key].IsUsed);
        Assert.True(Next(OwnerOf(s_factory, s_old, s_new), bond).Handovers[key].IsUsed);
        Assert.False(Next(OwnerOf(s_factory, s_old, s_new), bond, OwnerOf(s_factory, s_new, Account(3))).Handovers[key].IsUsed);
        Assert.False(Next(OwnerOf(s_factory, s_old, s_new), Update(s_system, 0, Word(4).ToBytes())).Handovers[key].IsUsed); // by another role
        Assert.Empty(Next(OwnerOf(s_factory, s_old, s_old)).Handovers);
    }

    [Fact]
    public void A_role_that_is_given_again_to_who_has_it_is_no_newer()
    {
        OpStackCut given = Next(Update(s_system, 0, Word(4).ToBytes()));
        OpStackCut again = OpStackFold.Next(s_rollup, given, Header(3), [Update(s_system, 0, Word(4).ToBytes()), Update(s_system, 3, Word(5).ToBytes()), Update(s_system, 2, Word(6).ToBytes())]);
        Assert.Equal(2UL, again.Handovers[(OpStackRole.Batcher, s_system)].Block);
        Assert.Equal(3UL, again.Handovers[(OpStackRole.BlockSigner, s_system)].Block);
        Assert.Equal(["batcher", "batcher", "block signer", "system config"], again.Changes.Select(it => it.Kind));
    }

    [Fact]
    public void An_upgrade_is_by_the_admin_of_that_proxy_and_by_whoever_commands_one()
    {
        string changed = "AdminChanged(address previousAdmin, address newAdmin)";
        Log upgrade = Log(s_portal, "Upgraded(address indexed implementation)", Word(8));
        OpStackCut cut = Next(
            Log(s_portal, changed) with { Data = (byte[])[.. Word(s_old).Span, .. Word(s_new).Span] }, Log(s_system, changed) with { Data = (byte[])[.. Word(s_old).Span, .. Word(s_new).Span] },
            OwnerOf(s_admin, s_old, s_new), upgrade);
        Assert.True(cut.Handovers[(OpStackRole.ProxyAdmin, s_portal)].IsUsed);
        Assert.False(cut.Handovers[(OpStackRole.ProxyAdmin, s_system)].IsUsed);
        Assert.True(cut.Handovers[(OpStackRole.ProxyAdminOwner, s_admin)].IsUsed);
    }

    [Theory]
    [InlineData("Paused(string identifier)", false)]
    [InlineData("Unpaused()", false)]
    [InlineData("Paused(address identifier)", true)]
    [InlineData("Unpaused(address identifier)", true)]
    public void A_pause_is_the_guardians_in_old_releases_and_new(string declaration, bool isNewer)
    {
        byte[] data = isNewer ? Word(1).ToBytes() : declaration.Contains("string", StringComparison.Ordinal) ? Bytes("drill"u8.ToArray()) : [];
        OpStackCut cut = Next(
            Log(s_superchain, "ConfigUpdate(uint8 indexed updateType, bytes data)", Word(0)) with { Data = Bytes(Word(s_new).ToBytes()) }, Log(s_superchain, declaration) with { Data = data });
        Assert.Equal(new Handover(Word(s_new), 2, 1_002, IsUsed: true), cut.Handovers[(OpStackRole.Guardian, s_superchain)]);
    }

    [Fact]
    public void New_arguments_of_games_are_noted_by_their_hash()
    {
        Log set = Log(s_factory, "ImplementationArgsSet(uint32 indexed gameType, bytes args)", Word(1)) with { Data = Bytes(new byte[164]) };
        Assert.Equal((1U, 2UL), Next(set).Arguments is { } it ? (it.Type, it.Block) : default);
        Assert.NotEqual(Next(set).Arguments, Next(set with { Data = Bytes(new byte[124]) }).Arguments);
        Assert.Null(OpStackFold.Next(s_rollup, new(), Header(1), [set]).Arguments);
    }

    [Fact]
    public void A_role_that_is_given_to_what_is_no_word_is_of_no_such_contract()
    {
        Assert.Throws<RollupLogException>(() => Next(Update(s_system, 0, new byte[31])));
        Assert.Throws<RollupLogException>(() => Next(Update(s_system, 3, new byte[33])));
        Assert.Empty(Next(Update(Account(0x77), 0, Word(4).ToBytes())).Handovers); // of somebody else
    }

    private static OpStackCut Next(params Log[] logs) => OpStackFold.Next(s_rollup, s_lives, Header(2), logs);

    private static Address Account(byte last) => new([.. new byte[19], last]);

    private static Bytes32 Word(ulong number) => Bytes32.FromUInt256(number);

    private static Bytes32 Word(Address account) => RoleHolder.WordOf(account);

    private static byte[] Bytes(byte[] content) => [.. Word(32).Span, .. Word((ulong)content.Length).Span, .. content, .. new byte[(32 - content.Length % 32) % 32]];

    private static Log OwnerOf(Address contract, Address before, Address now) =>
        Log(contract, "OwnershipTransferred(address indexed previousOwner, address indexed newOwner)", Word(before), Word(now));

    private static Log Update(Address contract, ulong kind, byte[] data) =>
        Log(contract, "ConfigUpdate(uint256 indexed version, uint8 indexed updateType, bytes data)", Word(0), Word(kind)) with { Data = Bytes(data) };

    private static Log Log(Address contract, string declaration, params Bytes32[] indexed) => new()
    {
        Address = contract,
        Topics = [AbiEvent.Parse(declaration).Topic, .. indexed],
        Data = default,
        BlockNumber = 2,
        BlockHash = Word(2),
        TransactionHash = Word(2),
        TransactionIndex = 0,
        LogIndex = 0,
    };

    private static BlockHeader Header(ulong number) => Headers.At(number, Word(number), Word(number - 1), 1_000 + number);
}
