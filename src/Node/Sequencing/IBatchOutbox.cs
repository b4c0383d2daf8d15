using Plimsoll.Sequencing;

namespace Plimsoll.Node.Sequencing;

/// <summary>Where the batcher takes sealed batches from.</summary>
/// <remarks>
/// Nothing here is lost in a crash: batches are built again from the log, the same ones. What was sent before a restart is seen on L1, whose head says which
/// height is next; and a commit names its parent, so L1 itself takes each height once.
/// </remarks>
public interface IBatchOutbox
{
    /// <summary>The sealed batch of a height, or null while there is none. Ask again before sending: it may have been built anew.</summary>
    SealedBatch? Find(ulong height);
}
