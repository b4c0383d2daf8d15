namespace Plimsoll.Node.Proving;

/// <summary>Why the signatures that somebody hands out for a batch are of no use.</summary>
public enum SignatureRefusal
{
    /// <summary>There is no answer, or not in time.</summary>
    NoAnswer,

    /// <summary>The answer is longer than the slots of the batch can be.</summary>
    TooLong,

    /// <summary>The answer holds no slots.</summary>
    Malformed,

    /// <summary>There are more slots or fewer than the batch has, or their words are not those that L1 holds.</summary>
    OtherBatch,

    /// <summary>The batch follows from L1's words, but a signature is wrong.</summary>
    WrongSignature,
}
