namespace Plimsoll.Batches;

/// <summary>What can be wrong with a batch, numbered as in docs/spec/faults.md.</summary>
public enum FaultKind
{
    /// <summary>F1: a slot of the queue is not the Queue constant.</summary>
    NotTheQueueWord = 1,

    /// <summary>F2: the word is too large, or of a kind that no user signs.</summary>
    UnknownKind = 2,

    /// <summary>F3: a reserved field is not zero, an index or an amount too large.</summary>
    MalformedWord = 3,

    /// <summary>F4: the first half of a pair without the second.</summary>
    HeadWithoutFollower = 4,

    /// <summary>F5: the second half of a pair without the first.</summary>
    FollowerWithoutHead = 5,

    /// <summary>F6: a Collect with another kind behind it.</summary>
    CollectNotLast = 6,

    /// <summary>F7: e or s out of range, or not zero where nothing is signed.</summary>
    MalformedSignature = 7,

    /// <summary>F8: the key is off the curve or of low order.</summary>
    InvalidKey = 8,

    /// <summary>F9: valid-until is before the batch's time.</summary>
    Expired = 9,

    /// <summary>F10: the head of an extension changes the root.</summary>
    HeadChangesRoot = 10,

    /// <summary>F11: something stands behind the last slot.</summary>
    NotPadded = 11,

    /// <summary>F12: the last post-root is not the header's.</summary>
    WrongFinalRoot = 12,

    /// <summary>F13: an account is empty, or tokens differ.</summary>
    AccountMismatch = 13,

    /// <summary>F14: the owners of a swap do not cross.</summary>
    OwnersDoNotCross = 14,

    /// <summary>F15: the null key, or a signature that does not verify.</summary>
    WrongSignature = 15,

    /// <summary>F16: too little balance, or a number would overflow.</summary>
    Unaffordable = 16,

    /// <summary>F17: an Open while its half is full.</summary>
    IndexSpaceFull = 17,

    /// <summary>F18: a Collect by the wrong account or of the wrong amount.</summary>
    WrongCollect = 18,

    /// <summary>F19: the post-root of a user's slot is wrong.</summary>
    WrongPostRoot = 19,

    /// <summary>F20: the post-root of a queue slot is wrong.</summary>
    WrongQueueRoot = 20,
}
