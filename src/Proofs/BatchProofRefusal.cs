namespace Plimsoll.Proofs;

/// <summary>Why a batch is not proven.</summary>
public enum BatchProofRefusal
{
    /// <summary>It is.</summary>
    None,

    /// <summary>There is no segment, or one of a circuit that the rollup does not have.</summary>
    UnknownCircuit,

    /// <summary>A queue segment behind users' slots, numbers of slots that are not the header's, or none in a segment.</summary>
    WrongSlots,

    /// <summary>A segment ends before it begins, or behind the last blob; or a queue segment claims a Collect.</summary>
    WrongRange,

    /// <summary>The last segment's root is not the header's.</summary>
    WrongRoot,

    /// <summary>The queue's chain does not end at the header's, or users' slots move it.</summary>
    WrongQueueHash,

    /// <summary>There is not one opening for each blob, or a commitment is not the header's.</summary>
    WrongBlobs,

    /// <summary>z is one of the points where the blobs have their elements; no hash leads there.</summary>
    WrongPoint,

    /// <summary>A blob has another value at z.</summary>
    WrongOpening,

    /// <summary>The segments' shares are not the value of the blobs.</summary>
    WrongValue,

    /// <summary>A proof does not hold.</summary>
    WrongProof,
}
