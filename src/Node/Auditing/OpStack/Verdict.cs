namespace Plimsoll.Node.Auditing.OpStack;

/// <summary>What the own node says of something on L1.</summary>
internal enum Verdict
{
    /// <summary>Nothing: there is no such node, it does not answer, or it is not that far.</summary>
    Unknown = 0,

    /// <summary>It is as the rollup has it.</summary>
    Right = 1,

    /// <summary>It is not.</summary>
    Wrong = 2,
}
