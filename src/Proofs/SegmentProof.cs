using Plimsoll.Snark.Groth16;

namespace Plimsoll.Proofs;

/// <summary>A segment's proof, with what L1 cannot know of it otherwise.</summary>
/// <param name="Circuit">The number of its circuit.</param>
/// <param name="EndElement">The position behind its last element in the blobs; the first one is where the segment before ends.</param>
/// <param name="SlotCount">How many slots it has.</param>
/// <param name="IsCollecting">Whether its last slot is a Collect.</param>
/// <param name="NewRoot">The root after its last slot.</param>
/// <param name="QueueLink">The queue's chain behind it; users' slots leave it as it is.</param>
/// <param name="Value">y, its share in the blobs' value.</param>
/// <param name="Commitment">h, the hash of its elements.</param>
/// <param name="Proof">That all this is so.</param>
public sealed record SegmentProof(
    int Circuit, int EndElement, int SlotCount, bool IsCollecting, Fr NewRoot, Fr QueueLink, Fr Value, Fr Commitment, Proof Proof);
