using Plimsoll.Batches;
using Plimsoll.Crypto.Curves;
using Plimsoll.Crypto.Signatures;
using Plimsoll.L1.Abi;
using Plimsoll.L1.Following;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.State;

namespace Plimsoll.Node.Tests.Chain;

/// <summary>Writes the logs that a rollup's contracts emit in one block after another.</summary>
internal sealed class Story
{
    public static readonly Address Rollup = AddressOf(0xaa), Hub = AddressOf(0xbb), Operator = AddressOf(1), Alice = AddressOf(2), Coin = AddressOf(0xcc);

    public static readonly RollupProfile Profile = new()
    {
        Depth = 2,
        MaxSlots = 1024,
        MaxDueItems = 4,
        ChallengeWindow = 100,
        InclusionDelay = 60,
        OpenAfter = 120,
        EscapeAfter = 300,
        MaxBatchAge = 60,
        Bond = 1_000,
        ForcedFee = 1,
        MaxOpenItems = 16,
        Sequencer = Operator,
        QuotaFloor = 10,
        QuotaShare = 0,
        QuotaPeriod = 50,
        Document = Bytes32.Zero,
    };

    public static readonly RollupIdentity Identity = new(31337, Rollup, Hub, Profile, [Address.Zero, Coin]);

    /// <summary>The same with two of three kinds of proof.</summary>
    public static readonly RollupIdentity Multi = new(
        31337, Rollup, Hub, Profile with { Kinds = ProofKinds.FraudWindow | ProofKinds.Validity | ProofKinds.Quorum, Threshold = 2, ProofDeadline = 50, Votes = AddressOf(0xdd) }, [Address.Zero, Coin]);

    private static readonly SchnorrSecretKey s_key = SchnorrSecretKey.FromSeed(Enumerable.Repeat((byte)9, 32).ToArray());

    private readonly RollupCut _at;
    private readonly List<Log> _logs = [];
    private readonly BlockHeader _block;
    private RollupCut _now;

    /// <summary>Begins a block behind a cut.</summary>
    /// <param name="at">The cut.</param>
    /// <param name="seconds">How much later the block is.</param>
    /// <param name="fork">Blocks of different forks have different hashes.</param>
    public Story(RollupCut at, ulong seconds = 10, ulong fork = 0)
    {
        _at = _now = at;
        ulong number = at.Block.Number + 1;
        _block = Headers.At(number, HashOf(number, fork + 1), at.Block.Hash, (at.Time == 0 ? 1_000_000 : at.Time) + seconds);
    }

    public ChainEvent.Applied Block => new(_block, [.. _logs]);

    public RollupCut Cut => RollupFold.Next(_at, _block, _logs);

    public static Address AddressOf(byte number)
    {
        byte[] bytes = new byte[Address.ByteLength];
        bytes[^1] = number;
        return new(bytes);
    }

    public static Bytes32 HashOf(ulong a, ulong b) => L1.Hashing.Keccak256.Hash(((UInt256)a).ToBytes(), ((UInt256)b).ToBytes());

    public Story Deposit(ulong amount) => Enqueue(new QueuedOperation.Deposit(Alice, 0, amount, 7, s_key.PublicKey), s_key.Published);

    public Story ForceExit(uint from) => Enqueue(new QueuedOperation.ForcedExit(Alice, from), default);

    public Story Enqueue(QueuedOperation operation, JubjubAffine key)
    {
        QueueItem item = new((ulong)_now.Queue.Count, operation, key, Fr.Zero);
        Fr link = item.LinkAfter(_now.Queue.IsEmpty ? Fr.Zero : _now.Queue[^1].Item.Link);
        return Emit("QueueItemAdded", item.Number, operation.Owner, item.ToAbi(), link.ToWord());
    }

    /// <summary>A header that the contract takes.</summary>
    public BatchHeader Next(uint queueCount, uint slotCount, ulong name)
    {
        BatchHeader parent = _now.Head;
        ulong queueEnd = parent.QueueEnd + queueCount;
        return new(
            _now.HashAt(_now.Height), Fr.FromUInt64(name), queueCount, slotCount, queueEnd, queueEnd == 0 ? Fr.Zero : _now.Queue[(int)queueEnd - 1].Item.Link,
            _block.Timestamp, parent.SequenceEnd + slotCount - queueCount, Operator, _at.Identity.Profile.Id, [HashOf(name, 77)]);
    }

    public Story Bond(ulong amount) => Emit("BondAdded", Operator, amount);

    public Story Commit(uint queueCount, uint slotCount, ulong name) => Commit(Next(queueCount, slotCount, name));

    public Story Commit(BatchHeader header) => Emit("BatchCommitted", _at.Identity.HashOf(header), _now.Height + 1, HeaderEncoding.ToAbi(header));

    public Story Finalise()
    {
        CommittedBatch oldest = _now.OldestPending!;
        Emit("BondReleased", oldest.Header.Committer, oldest.HeaderHash);
        return Emit("BatchFinalised", oldest.HeaderHash, oldest.Height, oldest.Header.NewRoot.ToWord());
    }

    public Story Drop(ulong height)
    {
        CommittedBatch batch = _now.Batches[(int)height - 1];
        Emit("BatchDropped", batch.HeaderHash, height, Alice, (ulong)FaultKind.WrongPostRoot, 0UL, _now.Generation + 1);
        Emit("BondLost", batch.Header.Committer, batch.HeaderHash, 500UL, 500UL);
        return Emit("RewardAssigned", batch.HeaderHash, Alice, 500UL, _block.Timestamp + Profile.InclusionDelay);
    }

    /// <summary>Final, and still disputable: its bond stays.</summary>
    public Story FinaliseEarly() => Emit("BatchFinalised", _now.OldestPending!.HeaderHash, _now.OldestPending.Height, _now.OldestPending.Header.NewRoot.ToWord());

    public Story Vote(CommittedBatch batch, ProofKinds kind) => Emit("VoteRecorded", batch.HeaderHash, (ulong)kind);

    public Story DropUnproven(ulong height)
    {
        CommittedBatch batch = _now.Batches[(int)height - 1];
        Emit("BatchUnproven", batch.HeaderHash, height, Alice, _now.Generation + 1);
        Emit("BondLost", batch.Header.Committer, batch.HeaderHash, 500UL, 500UL);
        return Emit("RewardAssigned", batch.HeaderHash, Alice, 500UL, _block.Timestamp + Profile.InclusionDelay);
    }

    public Story Disagree(CommittedBatch batch, Fr root, ulong generation) => Emit("ProofsDisagree", batch.HeaderHash, batch.Height, root.ToWord(), generation);

    public Story CancelPayout(ulong entry, uint index, ulong amount) => EmitHub("PayoutCancelled", Rollup, Address.Zero, entry, (ulong)index, Alice, amount);

    public Story Freeze() => Emit("RollupFrozen", Alice, _now.Head.QueueEnd);

    public Story Claim(uint index, ulong total) => EmitHub("ClaimRecorded", Rollup, (ulong)index, Alice, Address.Zero, total, Alice);

    public Story QueuePayout(ulong entry, Address recipient, ulong amount) => EmitHub("PayoutQueued", Rollup, Address.Zero, entry, recipient, amount);

    public Story Emit(string name, params AbiValue[] values) => Add(Rollup, RollupEvents.All.Single(it => it.Name == name).Encode(values));

    public Story EmitHub(string name, params AbiValue[] values) => Add(Hub, HubEvent.All.Single(it => it.Name == name).Encode(values));

    /// <summary>A log as it is, whether it fits or not.</summary>
    public Story Add(Address contract, (Bytes32[] Topics, byte[] Data) written)
    {
        _logs.Add(new()
        {
            Address = contract,
            Topics = written.Topics,
            Data = written.Data,
            BlockNumber = _block.Number,
            BlockHash = _block.Hash,
            TransactionHash = default,
            TransactionIndex = 0,
            LogIndex = (ulong)_logs.Count,
        });
        try
        {
            _now = Cut;
        }
        catch (RollupLogException)
        {
            // A hostile log: the test that wrote it looks at what the view says.
        }

        return this;
    }
}
