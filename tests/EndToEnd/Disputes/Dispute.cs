using Plimsoll.Batches;
using Plimsoll.Batches.Tests;
using Plimsoll.Crypto.Hashing;
using Plimsoll.Crypto.Kzg;
using Plimsoll.Disputes;
using Plimsoll.L1.Abi;
using Plimsoll.Primitives;
using Plimsoll.State;
using Plimsoll.State.Tests;

namespace Plimsoll.EndToEnd.Disputes;

/// <summary>A batch as the rollup would vouch for it, and proofs against it, both as the verifier takes them.</summary>
internal sealed class Dispute
{
    private readonly Func<RollupState> _parent;
    private readonly IReadOnlyList<JubjubAffine> _queuedKeys;
    private readonly Bytes32[] _versionedHashes;

    /// <param name="parent">Makes the parent's state.</param>
    /// <param name="input">The header's part.</param>
    /// <param name="elements">Of all blobs.</param>
    /// <param name="queuedKeys">Q of each queue item, (0, 0) for none.</param>
    public Dispute(Func<RollupState> parent, BatchInput input, Fr[] elements, IReadOnlyList<JubjubAffine> queuedKeys)
    {
        (_parent, Input, Elements, _queuedKeys) = (parent, input, elements, queuedKeys);
        _versionedHashes =
        [
            .. elements.Chunk(FullLayout.ElementsPerBlob).Select(blob => new Bytes32(BlobKzg.Mainnet.Commit(blob).ToVersionedHash())),
        ];
    }

    public Dispute(Day day, Fr[]? elements = null)
        : this(() => day.Parent.State, day.Input, elements ?? FullLayout.Pack(day.Slots), [Town.Alice.Secret.Published, default, default])
    {
    }

    public BatchInput Input { get; }

    public int Depth => _parent().Depth;

    public Fr ParentRoot => _parent().Root;

    public Fr[] Elements { get; }

    /// <summary>What derivation finds.</summary>
    public Fault? Derive() => Derivation.Derive(_parent(), Input, Elements);

    /// <summary>Proves a fault; the state that was used is as it was.</summary>
    public FraudProof Prove(Fault fault)
    {
        RollupState state = _parent();
        Fr before = state.Root;
        JubjubAffine key = fault.Kind == FaultKind.WrongQueueRoot ? _queuedKeys.ElementAtOrDefault(fault.Slot) : default;
        FraudProof proof = FraudProver.Prove(state, Input, Elements, fault, key);
        Assert.Equal(before, state.Root);
        Assert.Equal(0, state.PendingSlots);
        return proof;
    }

    /// <summary>What a rollup vouches for of a disputed slot, in the order of the verifier's arguments.</summary>
    public AbiValue[] Batch(int slot)
    {
        RollupState parent = _parent();
        Fr[] links = Links();
        bool isQueued = slot < Input.QueueItems.Count;
        AbiValue header = AbiValue.Of(
            Bytes32.Zero,
            Number(Input.NewRoot),
            (ulong)Input.QueueItems.Count,
            (ulong)Input.SlotCount,
            (ulong)Input.QueueItems.Count,
            Number(links[^1]),
            (ulong)Input.Context.BatchTime,
            (ulong)(Input.SlotCount - Input.QueueItems.Count),
            Input.Context.Committer,
            Bytes32.Zero,
            AbiValue.Of([.. _versionedHashes.Select(hash => (AbiValue)hash)]));
        return
        [
            Input.Context.Rollup,
            (ulong)parent.Depth,
            header,
            Number(parent.Root),
            Number(isQueued ? links[slot] : Fr.Zero),
            Number(isQueued ? links[slot + 1] : Fr.Zero),
        ];
    }

    /// <summary>The struct FraudProof.</summary>
    public static AbiValue Encode(FraudProof proof) => AbiValue.Of(
        (ulong)proof.Fault,
        (ulong)proof.Slot,
        AbiValue.Of([.. proof.Elements.Select(Encode)]),
        AbiValue.Of([.. proof.Witness.Select(word => (AbiValue)Number(word))]));

    public static UInt256 Number(in Fr element) => UInt256.FromBytes(element.ToBytes());

    private static AbiValue Encode(BlobElement element) =>
        AbiValue.Of((ulong)element.Position, Number(element.Value), element.Commitment.ToArray(), element.Proof.ToArray());

    // The queue's hash chain, written out here so that the prover's packing is not its own witness.
    private Fr[] Links()
    {
        Fr[] links = new Fr[Input.QueueItems.Count + 1];
        for (int i = 0; i < Input.QueueItems.Count; i++)
        {
            (ulong kind, ulong token, ulong from, ulong to, UInt128 amount) = Input.QueueItems[i] switch
            {
                QueuedOperation.Deposit it => (1UL, it.Token, it.Hint, 0UL, it.Amount),
                QueuedOperation.ForcedTransfer it => (2UL, 0UL, it.From, it.To, it.Amount),
                QueuedOperation.ForcedExit it => (3UL, 0UL, it.From, 0UL, UInt128.Zero),
                QueuedOperation.ForcedKey it => (4UL, 0UL, it.From, 0UL, UInt128.Zero),
                _ => throw new InvalidOperationException(),
            };
            UInt256 owner = UInt256.FromBytes([.. new byte[12], .. Input.QueueItems[i].Owner.Span]);
            UInt256 packed = ((UInt256)kind << 232) + (owner << 72) + ((UInt256)token << 64) + ((UInt256)from << 32) + (UInt256)to;
            UInt256 paid = ((UInt256)(ulong)(amount >> 64) << 64) + (UInt256)(ulong)amount;
            JubjubAffine q = _queuedKeys[i];
            Fr key = q.X.IsZero && q.Y.IsZero ? Fr.Zero : Poseidon2.Compress(HashDomain.QueueKey, q.X, q.Y);
            links[i + 1] = Poseidon2.Compress(HashDomain.QueueLink, links[i], Element(packed), Element(paid), key);
        }

        return links;
    }

    private static Fr Element(UInt256 number)
    {
        byte[] bytes = new byte[Fr.ByteLength];
        number.WriteBytes(bytes);
        return Fr.FromBytes(bytes);
    }
}
