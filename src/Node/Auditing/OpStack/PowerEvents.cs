using Plimsoll.L1.Abi;
using Plimsoll.L1.Hashing;
using Plimsoll.Node.Contracts;

namespace Plimsoll.Node.Auditing.OpStack;

/// <summary>The logs by which an OP Stack's contracts say that a power was used, or given to somebody; of old releases and new.</summary>
internal static class PowerEvents
{
    // The numbers of updates are the contracts'.
    private const ulong BatcherUpdate = 0, BlockSignerUpdate = 3, GuardianUpdate = 0;

    /// <summary>Logs of one contract each.</summary>
    public static readonly (Func<OpStackRollup, Address?> Of, AbiEvent Event, Func<AbiRecord, OpStackEvent> Read)[] Rows =
    [
        Row(it => it.Factory, "ImplementationSet(address indexed impl, uint32 indexed gameType)", log => new OpStackEvent.ImplementationSet(log[0].ToAddress(), Type(log[1]))),
        Row(it => it.Factory, "ImplementationArgsSet(uint32 indexed gameType, bytes args)", log => new OpStackEvent.ArgumentsSet(Keccak256.Hash(log[1].ToBytes().Span), Type(log[0]))),
        Row(it => it.Factory, "InitBondUpdated(uint32 indexed gameType, uint256 indexed newBond)",
            log => new OpStackEvent.PowerUsed("bond", $"of game type {Type(log[0])}: {log[1]} wei", OpStackRole.FactoryOwner)),
        Row(it => it.Portal, "DisputeGameBlacklisted(address indexed disputeGame)", log => new OpStackEvent.Blacklisted(log[0].ToAddress())),
        Row(it => it.AnchorRegistry, "DisputeGameBlacklisted(address indexed disputeGame)", log => new OpStackEvent.Blacklisted(log[0].ToAddress())),
        Row(it => it.Portal, "RespectedGameTypeSet(uint32 indexed newGameType, uint64 indexed updatedAt)",
            log => new OpStackEvent.PowerUsed("respected game type", $"{Type(log[0])}", OpStackRole.Guardian)),
        Row(it => it.AnchorRegistry, "RespectedGameTypeSet(uint32 gameType)", log => new OpStackEvent.PowerUsed("respected game type", $"{Type(log[0])}", OpStackRole.Guardian)),
        Row(it => it.AnchorRegistry, "RetirementTimestampSet(uint256 timestamp)", log => new OpStackEvent.PowerUsed("retirement", $"of games up to {log[0]}", OpStackRole.Guardian)),
        Row(it => it.SystemConfig, "ConfigUpdate(uint256 indexed version, uint8 indexed updateType, bytes data)", ReadUpdate),
        Row(it => it.SuperchainConfig, "ConfigUpdate(uint8 indexed updateType, bytes data)", log => log[0].ToUInt64() == GuardianUpdate
            ? new OpStackEvent.RoleGiven(OpStackRole.Guardian, WordOf(log[1]), "guardian", null)
            : new OpStackEvent.PowerUsed("superchain config", $"update of kind {log[0]}", null)),
        Row(it => it.Lockbox, "PortalAuthorized(address indexed portal)", log => new OpStackEvent.PortalAuthorized(log[0].ToAddress())),
        Row(it => it.Factory, "OwnershipTransferred(address indexed previousOwner, address indexed newOwner)", log => OwnerOf(log, OpStackRole.FactoryOwner)),
        Row(it => it.SystemConfig, "OwnershipTransferred(address indexed previousOwner, address indexed newOwner)", log => OwnerOf(log, OpStackRole.ConfigOwner)),
        Row(it => it.SuperchainConfig, "Paused(string identifier)", _ => new OpStackEvent.PowerUsed("pause", "begins", OpStackRole.Guardian)),
        Row(it => it.SuperchainConfig, "Unpaused()", _ => new OpStackEvent.PowerUsed("pause", "ends", OpStackRole.Guardian)),
        Row(it => it.SuperchainConfig, "Paused(address identifier)", log => new OpStackEvent.PowerUsed("pause", $"of {log[0]} begins", OpStackRole.Guardian)),
        Row(it => it.SuperchainConfig, "Unpaused(address identifier)", log => new OpStackEvent.PowerUsed("pause", $"of {log[0]} ends", OpStackRole.Guardian)),
    ];

    /// <summary>Logs of every contract; an owner whom no row above knows is one of a ProxyAdmin, or has no role here.</summary>
    public static readonly (AbiEvent Event, Func<AbiRecord, OpStackEvent> Read)[] Common =
    [
        (AbiEvent.Parse("Upgraded(address indexed implementation)"), log => new OpStackEvent.Upgraded(log[0].ToAddress())),
        (AbiEvent.Parse("OwnershipTransferred(address indexed previousOwner, address indexed newOwner)"), log => OwnerOf(log, OpStackRole.ProxyAdminOwner)),
        (AbiEvent.Parse("AdminChanged(address previousAdmin, address newAdmin)"), log => log[0].ToAddress() == log[1].ToAddress()
            ? new OpStackEvent.PowerUsed("proxy admin", $"{log[1]}", OpStackRole.ProxyAdmin)
            : new OpStackEvent.RoleGiven(OpStackRole.ProxyAdmin, RoleHolder.WordOf(log[1].ToAddress()), "proxy admin", OpStackRole.ProxyAdmin)),
    ];

    /// <summary>A type of games.</summary>
    public static uint Type(AbiValue value) => checked((uint)value.ToUInt64());

    /// <summary>A log of one contract.</summary>
    public static (Func<OpStackRollup, Address?>, AbiEvent, Func<AbiRecord, OpStackEvent>) Row(Func<OpStackRollup, Address?> of, string declaration, Func<AbiRecord, OpStackEvent> read) =>
        (of, AbiEvent.Parse(declaration), read);

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
}
