using Plimsoll.Sequencing;

namespace Plimsoll.Node.Sequencing;

/// <summary>Where the batcher takes sealed batches from.</summary>
/// <remarks>
/// Nothing here is lost in a crash: batches are built again from the log, the same ones. What was sent before a restart is seen on L1, whose head says which
/// height is next; and a commit names its parent, so L1 itself takes each height once.
/// </remarks>
public interface IBatchOutbox
{
    /// <summary>The sealed batch of a height, the same object as long as it is the same batch; null while there is none. Ask again before sending: it may have been built anew.</summary>
    /// <exception cref="BatchRefusedException">Who keeps it does not answer, or with no batch of this rollup's.</exception>
    ValueTask<SealedBatch?> FindAsync(ulong height, CancellationToken cancellationToken = default);
}
