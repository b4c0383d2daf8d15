using Plimsoll.State;

namespace Plimsoll.Batches;

/// <summary>What L1 says of a batch besides its blobs.</summary>
/// <param name="Context">Chain, rollup, time and committer.</param>
/// <param name="SlotCount">From 1 to <see cref="FullLayout.MaxSlots"/>; L1 has checked it against the number of blobs.</param>
/// <param name="NewRoot">The root that the header claims.</param>
/// <param name="QueueItems">The items that the first slots stand for; at most as many as there are slots.</param>
public sealed record BatchInput(BatchContext Context, int SlotCount, Fr NewRoot, IReadOnlyList<QueuedOperation> QueueItems);
