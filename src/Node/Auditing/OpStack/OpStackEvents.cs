using Plimsoll.L1.Abi;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Contracts;
using static Plimsoll.Node.Auditing.OpStack.PowerEvents;

namespace Plimsoll.Node.Auditing.OpStack;

/// <summary>Reads the logs of an OP Stack's contracts.</summary>
internal static class OpStackEvents
{
    private static readonly (Func<OpStackRollup, Address?> Of, AbiEvent Event, Func<AbiRecord, OpStackEvent> Read)[] s_rows =
    [
        .. Rows,
        Row(it => it.Factory, "DisputeGameCreated(address indexed disputeProxy, uint32 indexed gameType, bytes32 indexed rootClaim)",
            log => new OpStackEvent.GameCreated(log[0].ToAddress(), Type(log[1]), log[2].ToBytes32())),
        Row(it => it.Portal, "WithdrawalProvenExtension1(bytes32 indexed withdrawalHash, address indexed proofSubmitter)",
            log => new OpStackEvent.Proven(log[0].ToBytes32(), log[1].ToAddress())),
        Row(it => it.Portal, "WithdrawalFinalized(bytes32 indexed withdrawalHash, bool success)", log => new OpStackEvent.Finalised(log[0].ToBytes32())),
        Row(it => it.Portal, "TransactionDeposited(address indexed from, address indexed to, uint256 indexed version, bytes opaqueData)", ReadDeposit),
        Row(it => it.Bridge, "ERC20BridgeInitiated(address indexed localToken, address indexed remoteToken, address indexed from, address to, uint256 amount, bytes extraData)",
            log => new OpStackEvent.TokenDeposited(log[0].ToAddress(), log[1].ToAddress(), log[4].ToUInt256())),
    ];

    /// <summary>The declarations, for whoever compares them with the published contracts.</summary>
    public static IEnumerable<AbiEvent> All => s_rows.Select(row => row.Event).Concat(Common.Select(row => row.Event));

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

        foreach ((AbiEvent known, Func<AbiRecord, OpStackEvent> read) in Common)
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
}
