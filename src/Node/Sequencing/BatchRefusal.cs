namespace Plimsoll.Node.Sequencing;

/// <summary>Why a sealed batch that somebody hands out is not committed.</summary>
public enum BatchRefusal
{
    /// <summary>There is no answer, or not in time.</summary>
    NoAnswer,

    /// <summary>The answer is longer than a batch can be.</summary>
    TooLong,

    /// <summary>The answer is no batch.</summary>
    Malformed,

    /// <summary>It is of another height, chain, rollup or committer.</summary>
    OtherBatch,
}
