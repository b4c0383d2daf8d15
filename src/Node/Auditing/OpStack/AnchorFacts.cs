namespace Plimsoll.Node.Auditing.OpStack;

/// <summary>The output root from which games begin, by AnchorStateRegistry.</summary>
/// <param name="Root">The root.</param>
/// <param name="L2Block">The block of the rollup whose output that is to be.</param>
internal sealed record AnchorFacts(Bytes32 Root, UInt256 L2Block);

/// <summary>The anchor, judged as a root claim is.</summary>
/// <param name="Facts">What the registry says; null if there is no registry, or nothing in it.</param>
/// <param name="Verdict">Of the root.</param>
/// <param name="IsUnknown">Whether there is a registry that does not say.</param>
internal sealed record AnchorSight(AnchorFacts? Facts, Verdict Verdict, bool IsUnknown)
{
    /// <summary>Whether the root is not the own node's: then right claims can be lost and wrong ones won.</summary>
    public bool IsWrong => Facts is not null && Verdict == Verdict.Wrong;

    /// <summary>Whether nobody can say that it is right.</summary>
    public bool IsOpen => IsUnknown || Facts is not null && Verdict == Verdict.Unknown;
}
