using Plimsoll.L1.Abi;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Contracts;

namespace Plimsoll.Node.Auditing.OpStack;

/// <summary>Reads the logs of an OP Stack's contracts.</summary>
internal static class OpStackEvents
{
    // The numbers of updates are the contracts'.
    private const ulong BatcherUpdate = 0, BlockSignerUpdate = 3, GuardianUpdate = 0;

    private static readonly (Func<OpStackRollup, Address?> Of, AbiEvent Event, Func<AbiRecord, OpStackEvent> Read)[] s_rows =
    [
        Row(it => it.Factory, "DisputeGameCreated(address indexed disputeProxy, uint32 indexed gameType, bytes32 indexed rootClaim)",
            log => new OpStackEvent.GameCreated(log[0].ToAddress(), Type(log[1]), log[2].ToBytes32())),
        Row(it => it.Factory, "ImplementationSet(address indexed impl, uint32 indexed gameType)", log => new OpStackEvent.ImplementationSet(log[0].ToAddress(), Type(log[1]))),
        Row(it => it.Factory, "InitBondUpdated(uint32 indexed gameType, uint256 indexed newBond)", log => new OpStackEvent.PowerUsed("bond", $"of game type {Type(log[0])}: {log[1]} wei", OpStackRole.FactoryOwner)),
        Row(it => it.Portal, "WithdrawalProvenExtension1(bytes32 indexed withdrawalHash, address indexed proofSubmitter)",
            log => new OpStackEvent.Proven(log[0].ToBytes32(), log[1].ToAddress())),
        Row(it => it.Portal, "WithdrawalFinalized(bytes32 indexed withdrawalHash, bool success)", log => new OpStackEvent.Finalised(log[0].ToBytes32())),
        Row(it => it.Portal, "TransactionDeposited(address indexed from, address indexed to, uint256 indexed version, bytes opaqueData)", ReadDeposit),
        Row(it => it.Portal, "DisputeGameBlacklisted(address indexed disputeGame)", log => new OpStackEvent.Blacklisted(log[0].ToAddress())),
        Row(it => it.AnchorRegistry, "DisputeGameBlacklisted(address indexed disputeGame)", log => new OpStackEvent.Blacklisted(log[0].ToAddress())),
        Row(it => it.Portal, "RespectedGameTypeSet(uint32 indexed newGameType, uint64 indexed updatedAt)", log => new OpStackEvent.PowerUsed("respected game type", $"{Type(log[0])}", OpStackRole.Guardian)),
        Row(it => it.AnchorRegistry, "RespectedGameTypeSet(uint32 gameType)", log => new OpStackEvent.PowerUsed("respected game type", $"{Type(log[0])}", OpStackRole.Guardian)),
        Row(it => it.AnchorRegistry, "RetirementTimestampSet(uint256 timestamp)", log => new OpStackEvent.PowerUsed("retirement", $"of games up to {log[0]}", OpStackRole.Guardian)),
        Row(it => it.Bridge, "ERC20BridgeInitiated(address indexed localToken, address indexed remoteToken, address indexed from, address to, uint256 amount, bytes extraData)",
            log => new OpStackEvent.TokenDeposited(log[0].ToAddress(), log[1].ToAddress(), log[4].ToUInt256())),
        Row(it => it.SystemConfig, "ConfigUpdate(uint256 indexed version, uint8 indexed updateType, bytes data)", ReadUpdate),
        Row(it => it.SuperchainConfig, "ConfigUpdate(uint8 indexed updateType, bytes data)", log => log[0].ToUInt64() == GuardianUpdate
            ? new OpStackEvent.RoleGiven(OpStackRole.Guardian, WordOf(log[1]), "guardian", null)
            : new OpStackEvent.PowerUsed("superchain config", $"update of kind {log[0]}", null)),
        Row(it => it.Lockbox, "PortalAuthorized(address indexed portal)", log => new OpStackEvent.PortalAuthorized(log[0].ToAddress())),
        Row(it => it.Factory, "OwnershipTransferred(address indexed previousOwner, address indexed newOwner)", log => OwnerOf(log, OpStackRole.FactoryOwner)),
        Row(it => it.SystemConfig, "OwnershipTransferred(address indexed previousOwner, address indexed newOwner)", log => OwnerOf(log, OpStackRole.ConfigOwner)),
        Row(it => it.SuperchainConfig, "Paused(string identifier)", _ => new OpStackEvent.PowerUsed("pause", "begins", OpStackRole.Guardian)),
        Row(it => it.SuperchainConfig, "Unpaused()", _ => new OpStackEvent.PowerUsed("pause", "ends", OpStackRole.Guardian)),
    ];

    // Of every contract; an owner whom no row above knows is one of a ProxyAdmin, or has no role here.
    private static readonly (AbiEvent Event, Func<AbiRecord, OpStackEvent> Read)[] s_common =
    [
        (AbiEvent.Parse("Upgraded(address indexed implementation)"), log => new OpStackEvent.Upgraded(log[0].ToAddress())),
        (AbiEvent.Parse("OwnershipTransferred(address indexed previousOwner, address indexed newOwner)"), log => OwnerOf(log, OpStackRole.ProxyAdminOwner)),
        (AbiEvent.Parse("AdminChanged(address previousAdmin, address newAdmin)"), log => log[0].ToAddress() == log[1].ToAddress()
            ? new OpStackEvent.PowerUsed("proxy admin", $"{log[1]}", OpStackRole.ProxyAdmin)
            : new OpStackEvent.RoleGiven(OpStackRole.ProxyAdmin, RoleHolder.WordOf(log[1].ToAddress()), "proxy admin", OpStackRole.ProxyAdmin)),
    ];

    /// <summary>The declarations, for whoever compares them with the published contracts.</summary>
    public static IEnumerable<AbiEvent> All => s_rows.Select(row => row.Event).Concat(s_common.Select(row => row.Event));

    /// <summary>The first topics of all of them.</summary>
    public static IReadOnlyList<Bytes32> Topics { get; } = [.. All.Select(it => it.Topic).Distinct()];

    /// <summary>Reads a log; null for one that is none of these.</summary>
    /// <exception cref="RollupLogException">It has the name of one of these and is none: no such contract emits it.</exception>
    public static OpStackEvent? Decode(OpStackRollup rollup, Log log)
    {
        if (log.Topics.Count == 0)
            return null;
        (AbiEvent Event, Func<AbiRecord, OpStackEvent> Read)? found = Find(rollup, log);
        if (found is not { } known)
            return null;
        try
        {
            return known.Read(known.Event.Decode([.. log.Topics], log.Data.Span));
        }
        catch (Exception e) when (e is AbiException or OverflowException or InvalidOperationException)
        {
            throw new RollupLogException($"a {known.Event.Name} is malformed", e);
        }
    }

    private static (AbiEvent, Func<AbiRecord, OpStackEvent>)? Find(OpStackRollup rollup, Log log)
    {
        foreach ((Func<OpStackRollup, Address?> of, AbiEvent known, Func<AbiRecord, OpStackEvent> read) in s_rows)
        {
            if (known.Topic == log.Topics[0] && of(rollup) == log.Address)
                return (known, read);
        }

        foreach ((AbiEvent known, Func<AbiRecord, OpStackEvent> read) in s_common)
        {
            if (known.Topic == log.Topics[0])
                return (known, read);
        }

        return null;
    }

    // Version 0 is packed: mint, value, gas limit, whether it creates, data. Another version is of a portal that nobody here knows.
    private static OpStackEvent ReadDeposit(AbiRecord log)
    {
        const int Least = 32 + 32 + 8 + 1;
        ReadOnlySpan<byte> packed = log[3].ToBytes().Span;
        return log[2].ToUInt256().IsZero && packed.Length >= Least
            ? new OpStackEvent.EtherDeposited(UInt256.FromBytes(packed[..32]))
            : throw new RollupLogException("a deposit is of an unknown version");
    }

    private static OpStackEvent ReadUpdate(AbiRecord log) => log[1].ToUInt64() switch
    {
        BatcherUpdate => new OpStackEvent.RoleGiven(OpStackRole.Batcher, WordOf(log[2]), "batcher", OpStackRole.ConfigOwner),
        BlockSignerUpdate => new OpStackEvent.RoleGiven(OpStackRole.BlockSigner, WordOf(log[2]), "block signer", OpStackRole.ConfigOwner),
        var kind => new OpStackEvent.PowerUsed("system config", $"update of kind {kind}", OpStackRole.ConfigOwner),
    };

    private static OpStackEvent OwnerOf(AbiRecord log, OpStackRole role) => log[0].ToAddress() == log[1].ToAddress()
        ? new OpStackEvent.PowerUsed("owner", $"{log[1]}", role)
        : new OpStackEvent.RoleGiven(role, RoleHolder.WordOf(log[1].ToAddress()), "owner", role);

    private static Bytes32 WordOf(AbiValue data) =>
        data.ToBytes() is { Length: Bytes32.ByteLength } word ? new(word.Span) : throw new RollupLogException("a role is given to what is no word");

    private static uint Type(AbiValue value) => checked((uint)value.ToUInt64());

    private static (Func<OpStackRollup, Address?>, AbiEvent, Func<AbiRecord, OpStackEvent>) Row(Func<OpStackRollup, Address?> of, string declaration, Func<AbiRecord, OpStackEvent> read) =>
        (of, AbiEvent.Parse(declaration), read);
}
