using Plimsoll.Batches;
using Plimsoll.State;

namespace Plimsoll.Sequencing;

/// <summary>A batch with its roots: everything of it that does not depend on where L1 is when it is committed.</summary>
/// <param name="Number">Its height.</param>
/// <param name="Context">Chain, rollup, time and committer.</param>
/// <param name="NewRoot">The root after its last slot.</param>
/// <param name="QueueCount">Slots of the queue.</param>
/// <param name="QueueEnd">Items of the queue consumed up to and with it.</param>
/// <param name="SequenceEnd">User slots of the rollup up to and with it.</param>
/// <param name="Slots">Its slots with the root after each.</param>
public sealed record SealedBatch(
    ulong Number, BatchContext Context, Fr NewRoot, int QueueCount, ulong QueueEnd, ulong SequenceEnd, IReadOnlyList<Slot> Slots);
