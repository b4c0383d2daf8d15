namespace Plimsoll.Node.Chain;

/// <summary>A file is not a snapshot of this rollup, or does not hold what it names.</summary>
public sealed class SnapshotRefusedException : Exception
{
    internal SnapshotRefusedException(string why, Exception? inner = null)
        : base($"The snapshot is refused: {why}.", inner)
    {
    }
}
