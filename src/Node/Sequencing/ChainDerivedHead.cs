using Plimsoll.Batches;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Chain;

namespace Plimsoll.Node.Sequencing;

/// <summary>Derives L1's head anew, behind the newest snapshot or genesis. One caller at a time.</summary>
/// <param name="tracker">Follows L1; hosted beside it.</param>
/// <param name="blobs">Where blobs come from.</param>
/// <param name="snapshots">Where snapshots may be.</param>
/// <param name="onTrouble">Is told what passes by itself.</param>
public sealed class ChainDerivedHead(ChainTracker tracker, BlobSources blobs, SnapshotFolder snapshots, Action<Exception>? onTrouble = null) : IDerivedHead
{
    private ChainDeriver? _deriver; // as far as it came, while its state is nobody else's

    /// <inheritdoc/>
    public async Task<DerivedHead?> DeriveAsync(CancellationToken cancellationToken = default)
    {
        RollupCut cut = tracker.Current;
        ChainDeriver deriver = _deriver ??= Begin(cut);
        try
        {
            await deriver.AdvanceAsync(cut, cut.Height, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is BlobsMissingException or RpcException or IOException)
        {
            onTrouble?.Invoke(e);
            return null;
        }
        catch (BaseReplacedException e)
        {
            onTrouble?.Invoke(e);
            _deriver = null;
            return null;
        }

        if (deriver.Height != cut.Height)
            return null;
        _deriver = null;
        deriver.Forget(cut.Height);
        BatchHeader head = cut.Head;
        return new(deriver.State, new(cut.Height, checked((uint)head.BatchTime), head.QueueEnd, head.SequenceEnd));
    }

    private ChainDeriver Begin(RollupCut cut)
    {
        ChainDeriver atGenesis = new(cut.Identity, blobs);
        return snapshots.ReadNewest(tracker.Finalized, onTrouble) is { } snapshot ? atGenesis.Behind(snapshot) : atGenesis;
    }
}
