using Plimsoll.Batches;
using Plimsoll.Crypto.Fields;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Roles;
using Plimsoll.Primitives;
using Plimsoll.State;

namespace Plimsoll.Cli.Clients;

/// <summary>A rollup rebuilt from L1 data alone: no node of the rollup is asked.</summary>
internal sealed class Replica
{
    private readonly ChainTracker _tracker;
    private readonly BlobSources _blobs;

    private Replica(RollupIdentity identity, ChainTracker tracker, BlobSources blobs) => (Identity, _tracker, _blobs) = (identity, tracker, blobs);

    public RollupIdentity Identity { get; }

    /// <summary>What L1 said at the last look.</summary>
    public RollupCut Cut => _tracker.Current;

    /// <param name="node">The chain.</param>
    /// <param name="rollup">The rollup's contract.</param>
    /// <param name="startBlock">The block of its creation.</param>
    /// <param name="archive">A folder of blobs, or null.</param>
    /// <param name="source">Where blobs are that are not in the archive, or null.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    public static async Task<Replica> OpenAsync(
        EthereumClient node, Address rollup, ulong startBlock, string? archive, IBlobSource? source, CancellationToken cancellationToken)
    {
        RollupIdentity identity = await RollupIdentity.ReadAsync(node, rollup, cancellationToken).ConfigureAwait(false);
        BlobSources blobs = new(archive is null ? null : new(archive), source is null ? [] : [source]);
        Replica replica = new(identity, new(node, identity, new() { Start = startBlock }), blobs);
        await replica.LookAsync(cancellationToken).ConfigureAwait(false);
        return replica;
    }

    /// <summary>Takes in what L1 says now.</summary>
    public Task LookAsync(CancellationToken cancellationToken) => _tracker.PollAsync(cancellationToken);

    /// <summary>Derives head and last final state at once, as claims and the status of withdrawals want them.</summary>
    /// <exception cref="BlobsMissingException">Blobs are nowhere.</exception>
    public async Task<Verifier> VerifyAsync(CancellationToken cancellationToken)
    {
        Verifier verifier = new(_tracker, new(Identity, _blobs), new(Identity, _blobs));
        await verifier.VerifyAsync(Cut, cancellationToken).ConfigureAwait(false);
        return verifier;
    }

    /// <summary>The loop that follows L1, for tools that drive it themselves.</summary>
    public ChainTracker Tracker => _tracker;

    /// <summary>The words of all user slots on the head's chain, in the order of their global numbers.</summary>
    public async Task<IReadOnlyList<Fr>> UserWordsAsync(CancellationToken cancellationToken)
    {
        List<Fr> words = [];
        foreach (CommittedBatch batch in Cut.Batches)
        {
            Fr[] elements = BatchReader.ElementsOf(await _blobs.GetAsync(BlobPlace.Of(batch), cancellationToken).ConfigureAwait(false));
            Slot[] slots = new Slot[batch.Header.SlotCount];
            _ = BatchLayout.TryUnpack(Identity.Layout, elements, slots);
            words.AddRange(slots.Skip((int)batch.Header.QueueCount).Select(slot => slot.W));
        }

        return words;
    }

    /// <summary>The elements of a batch's blobs.</summary>
    /// <exception cref="BlobsMissingException">Blobs are nowhere.</exception>
    public async Task<Fr[]> ElementsAsync(CommittedBatch batch, CancellationToken cancellationToken) =>
        BatchReader.ElementsOf(await _blobs.GetAsync(BlobPlace.Of(batch), cancellationToken).ConfigureAwait(false));

    /// <summary>Derives the state behind a height of the last look.</summary>
    /// <exception cref="BlobsMissingException">Blobs are nowhere.</exception>
    /// <exception cref="InvalidOperationException">A batch up to there is wrong.</exception>
    public async Task<RollupState> DeriveAsync(ulong height, CancellationToken cancellationToken)
    {
        ChainDeriver deriver = new(Identity, _blobs);
        await deriver.AdvanceAsync(Cut, height, cancellationToken: cancellationToken).ConfigureAwait(false);
        return deriver.Fault is null
            ? deriver.State
            : throw new InvalidOperationException($"Batch {deriver.Height + 1} is wrong: {deriver.Fault.Fault.Kind} at slot {deriver.Fault.Fault.Slot}.");
    }
}
