namespace Plimsoll.Proofs;

/// <summary>Whose slots a segment has.</summary>
public enum SegmentKind
{
    /// <summary>Items of the queue on L1.</summary>
    Queue,

    /// <summary>Users' operations, and Collects.</summary>
    Users,
}
