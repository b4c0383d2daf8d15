using Plimsoll.Batches;
using Plimsoll.Cli.Clients;
using Plimsoll.Crypto.Fields;
using Plimsoll.Crypto.Kzg;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Proving;
using Plimsoll.Proofs;

namespace Plimsoll.Cli.Drills;

/// <summary>Somebody who proves batches from L1 data alone, as anybody can where blobs are <c>full</c>.</summary>
internal sealed class StageProver
{
    /// <summary>The circuits of drills: a small tree, and blobs that fraud proofs can open.</summary>
    public static CircuitSet Circuits { get; } = RollupCircuits.For(Depth, DataLayout.Full);

    public const int Depth = 3;

    private static readonly Lazy<IReadOnlyList<CircuitKey>> s_keys = new(static () => new ProvingKeyCache(new DataFolder(DataFolder.Default).Node.Keys, 31337).LoadAll(RollupCircuits.For(Depth, DataLayout.Full)));

    /// <summary>Development keys, made at the first use and kept beside a devnet's.</summary>
    public static IReadOnlyList<CircuitKey> Keys => s_keys.Value;

    /// <summary>Proves a batch; null for one that has no proof, or has one on L1.</summary>
    public static async Task<ValidityCall?> ProveAsync(DrillStage stage, ulong height, CancellationToken cancellationToken)
    {
        Replica replica = await stage.ReplicaAsync(archive: null, cancellationToken).ConfigureAwait(false);
        RollupCut cut = replica.Cut;
        CommittedBatch batch = cut.Batches[(int)height - 1];
        if (cut.Votes.ContainsKey(batch.HeaderHash))
            return null;
        State.RollupState state = await replica.DeriveAsync(height - 1, cancellationToken).ConfigureAwait(false);
        Fr[] elements = await replica.ElementsAsync(batch, cancellationToken).ConfigureAwait(false);
        Slot[] slots = new Slot[batch.Header.SlotCount];
        if (!BatchLayout.TryUnpack(DataLayout.Full, elements, slots)
            || BatchWitnesses.TryMake(cut, batch, state, Circuits, slots, elements, out BatchWitness? witness) != WitnessRefusal.None)
        {
            return null;
        }

        SegmentProof[] segments = await Task.Run(
            () => witness!.Cuts.Select((segment, i) => BatchProver.ProveSegment(witness, i, Keys[segment.Circuit].System, Keys[segment.Circuit].Key)).ToArray(), cancellationToken).ConfigureAwait(false);
        return new(stage.Rollup.Address, batch.Header, cut.HeaderAt(height - 1), new(segments, BatchProver.OpenBlobs(elements, witness!.Point, BlobKzg.Mainnet)));
    }

    /// <summary>Proves every pending batch that has a proof, and shows L1.</summary>
    public static async Task ProveAllAsync(DrillStage stage, CancellationToken cancellationToken)
    {
        RollupCut cut = (await stage.ReplicaAsync(archive: null, cancellationToken).ConfigureAwait(false)).Cut;
        foreach (CommittedBatch batch in cut.Batches.Skip((int)cut.FinalHeight))
        {
            if (await ProveAsync(stage, batch.Height, cancellationToken).ConfigureAwait(false) is { } call)
                await stage.Helper.Sender.CallAsync("prove", stage.Profile.Votes, call.Encode(), default, cancellationToken).ConfigureAwait(false);
        }
    }
}
