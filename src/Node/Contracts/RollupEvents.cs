using Plimsoll.Batches;
using Plimsoll.L1.Abi;
using Plimsoll.L1.Rpc;

namespace Plimsoll.Node.Contracts;

/// <summary>Reads the logs of a rollup's contract.</summary>
public static class RollupEvents
{
    private static readonly Dictionary<Bytes32, (AbiEvent Event, Func<AbiRecord, RollupEvent> Read)> s_events = Table(
        ($"QueueItemAdded(uint64 indexed number, address indexed owner, {QueueItem.Type} item, uint256 link)", ReadItem),
        ($"BatchCommitted(bytes32 indexed headerHash, uint64 indexed height, {HeaderEncoding.Type} header)",
            log => new RollupEvent.BatchCommitted(log[0].ToBytes32(), log[1].ToUInt64(), HeaderEncoding.Read(log[2]))),
        ("BatchFinalised(bytes32 indexed headerHash, uint64 indexed height, uint256 root)",
            log => new RollupEvent.BatchFinalised(log[0].ToBytes32(), log[1].ToUInt64(), log[2].ToFr("a root"))),
        ("BatchDropped(bytes32 indexed headerHash, uint64 indexed height, address indexed prover, uint8 fault, uint32 slot, uint64 generation)",
            log => new RollupEvent.BatchDropped(log[0].ToBytes32(), log[1].ToUInt64(), log[2].ToAddress(), ReadFault(log[3], log[4]), log[5].ToUInt64())),
        ("VoteRecorded(bytes32 indexed headerHash, uint8 indexed kind)", log => new RollupEvent.VoteRecorded(log[0].ToBytes32(), ReadKind(log[1]))),
        ("BatchUnproven(bytes32 indexed headerHash, uint64 indexed height, address indexed caller, uint64 generation)",
            log => new RollupEvent.BatchUnproven(log[0].ToBytes32(), log[1].ToUInt64(), log[2].ToAddress(), log[3].ToUInt64())),
        ("ProofsDisagree(bytes32 indexed headerHash, uint64 indexed height, uint256 root, uint64 generation)",
            log => new RollupEvent.ProofsDisagree(log[0].ToBytes32(), log[1].ToUInt64(), log[2].ToFr("a root"), log[3].ToUInt64())),
        ("RollupFrozen(address indexed caller, uint64 queueEnd)", log => new RollupEvent.Frozen(log[0].ToAddress(), log[1].ToUInt64())),
        ("Escaped(uint32 indexed index, address indexed owner, uint8 token, uint256 total, address recipient)",
            log => new RollupEvent.Escaped(log[0].ToUInt32(), log[1].ToAddress(), log[2].ToByte(), log[3].ToUInt256(), log[4].ToAddress())),
        ("DepositRefunded(uint64 indexed number, address indexed owner, uint8 token, uint256 amount)",
            log => new RollupEvent.DepositRefunded(log[0].ToUInt64(), log[1].ToAddress(), log[2].ToByte(), log[3].ToUInt256())),
        ("BondAdded(address indexed committer, uint256 amount)", log => new RollupEvent.BondAdded(log[0].ToAddress(), log[1].ToUInt256())),
        ("BondWithdrawn(address indexed committer, uint256 amount)", log => new RollupEvent.BondWithdrawn(log[0].ToAddress(), log[1].ToUInt256())),
        ("BondReleased(address indexed committer, bytes32 indexed headerHash)", log => new RollupEvent.BondReleased(log[0].ToAddress(), log[1].ToBytes32())),
        ("BondLost(address indexed committer, bytes32 indexed headerHash, uint256 burned, uint256 reward)",
            log => new RollupEvent.BondLost(log[0].ToAddress(), log[1].ToBytes32(), log[2].ToUInt256(), log[3].ToUInt256())),
        ("FraudAnnounced(address indexed sender, bytes32 indexed commitment)", log => new RollupEvent.FraudAnnounced(log[0].ToAddress(), log[1].ToBytes32())),
        ("RewardAssigned(bytes32 indexed headerHash, address indexed prover, uint256 amount, uint64 collectableAt)",
            log => new RollupEvent.RewardAssigned(log[0].ToBytes32(), log[1].ToAddress(), log[2].ToUInt256(), log[3].ToUInt64())),
        ("RewardCollected(bytes32 indexed headerHash, address indexed prover, uint256 amount)",
            log => new RollupEvent.RewardCollected(log[0].ToBytes32(), log[1].ToAddress(), log[2].ToUInt256())));

    /// <summary>The declarations, for whoever compares them with the compiled contract.</summary>
    internal static IEnumerable<AbiEvent> All => s_events.Values.Select(entry => entry.Event);

    /// <summary>Reads a log; null for an event that is none of these.</summary>
    /// <exception cref="RollupLogException">It has the name of one of these and is none.</exception>
    public static RollupEvent? Decode(Log log)
    {
        ArgumentNullException.ThrowIfNull(log);
        if (log.Topics.Count == 0 || !s_events.TryGetValue(log.Topics[0], out (AbiEvent Event, Func<AbiRecord, RollupEvent> Read) known))
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

    private static RollupEvent.QueueItemAdded ReadItem(AbiRecord log)
    {
        QueueItem item = QueueItem.Read(log[0].ToUInt64(), log[2], log[3]);
        return item.Operation.Owner == log[1].ToAddress() ? new(item) : throw new RollupLogException($"item {item.Number} has two owners");
    }

    private static Fault ReadFault(AbiValue kind, AbiValue slot)
    {
        FaultKind fault = (FaultKind)kind.ToByte();
        uint place = slot.ToUInt32();
        // Behind the last slot there may be as many more as the last blob holds.
        return Enum.IsDefined(fault) && place < FullLayout.MaxSlots ? new(fault, (int)place) : throw new RollupLogException($"a batch has no fault {fault} at slot {place}");
    }

    private static ProofKinds ReadKind(AbiValue kind) => (ProofKinds)kind.ToByte() is var one and (ProofKinds.Validity or ProofKinds.Quorum)
        ? one
        : throw new RollupLogException("a vote is of no kind that is recorded");

    private static Dictionary<Bytes32, (AbiEvent, Func<AbiRecord, RollupEvent>)> Table(params ReadOnlySpan<(string Declaration, Func<AbiRecord, RollupEvent> Read)> rows)
    {
        Dictionary<Bytes32, (AbiEvent, Func<AbiRecord, RollupEvent>)> table = [];
        foreach ((string declaration, Func<AbiRecord, RollupEvent> read) in rows)
        {
            AbiEvent parsed = AbiEvent.Parse(declaration);
            table.Add(parsed.Topic, (parsed, read));
        }

        return table;
    }
}
