using Plimsoll.Primitives;

namespace Plimsoll.Batches;

/// <summary>What a batch says of itself. L1 keeps only its hash; this is what was hashed.</summary>
/// <remarks>Spec: docs/spec/batches.md#header. The contract's words are checked before they become a header.</remarks>
/// <param name="ParentHash">Header hash of the batch before.</param>
/// <param name="NewRoot">State root after the last slot.</param>
/// <param name="QueueCount">Slots that stand for items of the queue; they come first.</param>
/// <param name="SlotCount">Slots in all.</param>
/// <param name="QueueEnd">Items of the queue consumed up to and with this batch.</param>
/// <param name="QueueHash">The queue's hash chain at <paramref name="QueueEnd"/>.</param>
/// <param name="BatchTime">Unix seconds; valid-until is compared with it.</param>
/// <param name="SequenceEnd">User slots of the rollup up to and with this batch.</param>
/// <param name="Committer">Who committed it and may collect its fees.</param>
/// <param name="ProfileId">The rollup's profile.</param>
/// <param name="VersionedHashes">One for each blob, in order (EIP-4844).</param>
public sealed record BatchHeader(
    Bytes32 ParentHash,
    Fr NewRoot,
    uint QueueCount,
    uint SlotCount,
    ulong QueueEnd,
    Fr QueueHash,
    ulong BatchTime,
    ulong SequenceEnd,
    Address Committer,
    Bytes32 ProfileId,
    IReadOnlyList<Bytes32> VersionedHashes);
