namespace Plimsoll.Proofs;

/// <summary>What L1 is given beside the header to take a batch for proven, and nothing else.</summary>
/// <param name="Segments">In the order of their slots.</param>
/// <param name="Openings">One for each blob.</param>
public sealed record BatchProof(IReadOnlyList<SegmentProof> Segments, IReadOnlyList<BlobOpening> Openings)
{
    /// <summary>Where the segments stand: each begins where the one before ends.</summary>
    public SegmentRange[] Ranges()
    {
        SegmentRange[] ranges = new SegmentRange[Segments.Count];
        (int first, bool collecting) = (0, false);
        for (int i = 0; i < ranges.Length; i++)
        {
            SegmentProof segment = Segments[i];
            ranges[i] = new(first, segment.EndElement, segment.SlotCount, collecting, segment.IsCollecting);
            (first, collecting) = (segment.EndElement, segment.IsCollecting);
        }

        return ranges;
    }

    /// <summary>z, as L1 draws it.</summary>
    public Fr PointFor(BatchStatement statement, ByteHash keccak)
    {
        ArgumentNullException.ThrowIfNull(statement);
        return EvaluationPoint.Draw(statement.HeaderHash, Ranges(), [.. Segments.Select(segment => segment.Commitment)], keccak);
    }

    /// <summary>The public inputs of each segment: roots and chain go from one to the next.</summary>
    internal SegmentStatement[] Statements(BatchStatement statement, CircuitSet circuits, in Fr z)
    {
        SegmentRange[] ranges = Ranges();
        SegmentStatement[] statements = new SegmentStatement[ranges.Length];
        Fr deployment = UserContext.DeploymentOf(statement.Context), moment = UserContext.MomentOf(statement.Context);
        (Fr root, Fr link) = (statement.ParentRoot, statement.ParentQueueHash);
        for (int i = 0; i < ranges.Length; i++)
        {
            SegmentProof segment = Segments[i];
            bool isQueue = circuits[segment.Circuit].Kind == SegmentKind.Queue;
            statements[i] = new(
                isQueue ? link : deployment, isQueue ? segment.QueueLink : moment, root, segment.NewRoot, ranges[i].ToField(), z, segment.Value, segment.Commitment);
            (root, link) = (segment.NewRoot, segment.QueueLink);
        }

        return statements;
    }

    /// <summary>Σ z^(4096·b)·y_b: the value of all blobs.</summary>
    internal Fr BlobsValue(in Fr z)
    {
        Fr step = Fr.SquareTimes(z, BlobEvaluation.ElementBits), power = Fr.One, sum = Fr.Zero;
        foreach (BlobOpening opening in Openings)
        {
            sum += power * opening.Value;
            power *= step;
        }

        return sum;
    }
}
