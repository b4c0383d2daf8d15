using System.Security.Cryptography;
using Plimsoll.Batches;
using Plimsoll.Crypto.Curves;
using Plimsoll.Crypto.Kzg;
using Plimsoll.Snark.Groth16;
using Plimsoll.State;
using Plimsoll.State.Tests;
using static Plimsoll.State.Tests.Town;

namespace Plimsoll.Proofs.Tests;

/// <summary>A batch of the town with items, operations of two slots and a Collect, and the proof of it; each made once for a layout.</summary>
internal sealed class ProvenBatch
{
    private static readonly Dictionary<DataLayout, Lazy<ProvenBatch>> s_made = Enum.GetValues<DataLayout>().ToDictionary(layout => layout, layout => new Lazy<ProvenBatch>(() => new(layout)));

    private readonly Town _reference = new();
    private readonly Fr[] _elements;
    private readonly List<ProvenItem> _items = [];
    private readonly List<Operation> _operations = [];
    private readonly ConstraintSystem?[] _systems;
    private readonly ProvingKey?[] _keys;
    private BatchProof? _proof;
    private Func<SegmentCircuit, (ConstraintSystem System, ProvingKey Key)> _source = circuit =>
    {
        ConstraintSystem system = circuit.Compile();
        return (system, DevelopmentSetup.Run(system, [(byte)circuit.Shape.Slots], 31337));
    };

    private ProvenBatch(DataLayout layout)
    {
        Circuits = new(Depth, layout, topLevels: 1, queueSlots: [2], userSlots: [2, 3]);
        BatchBuilder builder = new();
        Fr parentRoot = _reference.State.Root, link = ParentLink;
        foreach ((QueuedOperation item, JubjubAffine published) in ((QueuedOperation, JubjubAffine)[])
            [
                (new QueuedOperation.Deposit(Alice.Owner, Euro, 500, 0, Alice.Key), Alice.Secret.Published),
                (new QueuedOperation.ForcedExit(Bob.Owner, 3), default),
                (new QueuedOperation.ForcedTransfer(Alice.Owner, _reference.IndexOf(Alice, Share), _reference.IndexOf(Bob, Share), 5), default),
            ])
        {
            StateTransition.ApplyQueued(_reference.State, item);
            builder.AddQueued();
            link = QueueChain.After(link, item, published);
            _items.Add(new(item, published, link));
        }

        foreach (Func<Town, Operation> make in (Func<Town, Operation>[])
            [
                t => t.Transfer(Alice, Bob, Euro, 10, 3),
                t => t.Swap(Alice, Euro, 100, Bob, Share, 7),
                t => t.Open(Carol, Euro, 50, Alice, 1),
                t => t.Collect(Operator, Euro, 4),
            ])
        {
            Operation operation = make(_reference);
            Assert.Equal(RejectionReason.None, _reference.Apply(operation));
            _operations.Add(operation);
            builder.Add(operation);
        }

        Fr[] roots = new Fr[_reference.State.PendingSlots];
        _reference.State.Commit(roots);
        Slot[] slots = builder.Complete(roots);
        _elements = layout == DataLayout.Full ? FullLayout.Pack(slots) : CompactLayout.Pack(slots);
        BatchContext context = _reference.Context;
        BatchHeader header = new(
            default, _reference.State.Root, (uint)_items.Count, (uint)slots.Length, 3, link, context.BatchTime, (ulong)(slots.Length - 3), context.Committer, default,
            [new(BlobKzg.Mainnet.Commit(_elements).ToVersionedHash())]);
        Statement = new(context.ChainId, context.Rollup, Hash("header"u8), header, parentRoot, ParentLink);

        Assert.Equal(WitnessRefusal.None, TryCreate(Statement, _elements, out BatchWitness? witness));
        Witness = witness!;
        (_systems, _keys) = (new ConstraintSystem?[Circuits.Count], new ProvingKey?[Circuits.Count]);
    }

    public static Fr ParentLink => Fr.FromUInt64(5);

    public CircuitSet Circuits { get; }

    public BatchStatement Statement { get; }

    public BatchWitness Witness { get; }

    public BatchProof Proof => _proof ??= new([.. Witness.Cuts.Select((_, i) => ProveSegment(i))], BatchProver.OpenBlobs(_elements, Witness.Point, BlobKzg.Mainnet));

    public ReadOnlySpan<Fr> Elements => _elements;

    public static ProvenBatch Of(DataLayout layout)
    {
        ProvenBatch batch = s_made[layout].Value;
        lock (batch._keys)
            _ = batch.Proof;
        return batch;
    }

    /// <summary>A batch whose proof is made when somebody asks for it, with keys from elsewhere.</summary>
    public static ProvenBatch WithoutProof(DataLayout layout, Func<SegmentCircuit, (ConstraintSystem System, ProvingKey Key)> keys) => new(layout) { _source = keys };

    public SegmentProof ProveSegment(int segment)
    {
        int circuit = Witness.Cuts[segment].Circuit;
        ProvingKey key = KeyOf(circuit);
        return BatchProver.ProveSegment(Witness, segment, _systems[circuit]!, key);
    }

    /// <summary>L1's is Keccak; what the hash is does not matter here.</summary>
    public static Primitives.Bytes32 Hash(ReadOnlySpan<byte> data) => new(SHA256.HashData(data));

    public BatchProofRefusal Judge(BatchProof proof, BatchStatement? statement = null) =>
        new BatchProofVerifier(Circuits, [.. Enumerable.Range(0, Circuits.Count).Select(i => KeyOf(i).VerifyingKey)], Hash, BlobKzg.Mainnet).Verify(statement ?? Statement, proof);

    private ProvingKey KeyOf(int circuit)
    {
        if (_keys[circuit] is null)
            (_systems[circuit], _keys[circuit]) = _source(Circuits[circuit]);
        return _keys[circuit]!;
    }

    public WitnessRefusal TryCreate(BatchStatement statement, ReadOnlySpan<Fr> elements, out BatchWitness? witness, Func<List<Operation>, List<Operation>>? change = null) =>
        BatchWitness.TryCreate(Circuits, statement, new Town().State, _items, change?.Invoke([.. _operations]) ?? _operations, elements, Hash, out witness);
}
