using Plimsoll.Batches;
using Plimsoll.Node.Chain;

namespace Plimsoll.Node.Proving;

/// <summary>Where a prover gets the signatures of a batch from that are not on L1.</summary>
public interface ISignedBatches
{
    /// <summary>Returns a batch's slots with signatures, or null where they are not known yet. They are believed no further than L1 confirms them.</summary>
    /// <exception cref="SignaturesRefusedException">The source does not answer, or with no slots.</exception>
    Task<IReadOnlyList<Slot>?> FindAsync(CommittedBatch batch, CancellationToken cancellationToken = default);
}
