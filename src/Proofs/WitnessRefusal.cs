namespace Plimsoll.Proofs;

/// <summary>Why a batch cannot be proven.</summary>
public enum WitnessRefusal
{
    /// <summary>It can.</summary>
    None,

    /// <summary>The state, the items or the operations are not as many as the header says, or not of its parent.</summary>
    WrongInput,

    /// <summary>An operation does not apply, or has a wrong signature: the batch is wrong.</summary>
    OperationRejected,

    /// <summary>The operations lead to another root than the header's: the batch is wrong.</summary>
    WrongRoot,

    /// <summary>The items lead to another place of the chain than the header's.</summary>
    WrongQueueHash,

    /// <summary>The blobs do not hold what the operations are encoded as.</summary>
    WrongData,
}
