namespace Plimsoll.State;

/// <summary>What an operation's word says it is. The numbers are part of the protocol; zero is padding.</summary>
/// <remarks>Spec: docs/spec/operations.md#the-word.</remarks>
public enum OperationKind : byte
{
    /// <summary>No operation: what lies behind the last slot of a batch.</summary>
    None = 0,

    /// <summary>Pays somebody who has an account of the token.</summary>
    Transfer = 1,

    /// <summary>Moves balance into the running total that L1 pays out.</summary>
    Withdraw = 2,

    /// <summary>The first leg of two transfers that happen together or not at all.</summary>
    SwapA = 3,

    /// <summary>The second leg.</summary>
    SwapB = 4,

    /// <summary>Pays somebody who has no account of the token yet, and opens one.</summary>
    Open = 5,

    /// <summary>Replaces an account's key.</summary>
    ChangeKey = 6,

    /// <summary>The second slot of an Open or a ChangeKey: the new owner and key.</summary>
    Extension = 7,

    /// <summary>Pays a token's collected fees to the committer; unsigned, at the end of a batch.</summary>
    Collect = 8,

    /// <summary>Stands for one item of the queue on L1.</summary>
    Queue = 255,
}
