namespace Plimsoll.Batches;

/// <summary>What of a slot is in the blobs. Spec: docs/spec/batches.md#layouts.</summary>
public enum DataLayout
{
    /// <summary>Word, signature and root of each slot: what fraud proofs need.</summary>
    Full,

    /// <summary>Words alone, and the key of an extension.</summary>
    Compact,
}
