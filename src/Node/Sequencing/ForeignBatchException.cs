namespace Plimsoll.Node.Sequencing;

/// <summary>L1 holds another batch than this sequencer's at a height: somebody else has committed.</summary>
/// <remarks>The sequencer stops rather than to confirm on a state that is not the rollup's. It starts again from a state derived from L1.</remarks>
/// <param name="height">Where.</param>
public sealed class ForeignBatchException(ulong height) : Exception($"L1 holds a batch at height {height} that this sequencer did not build.")
{
    /// <summary>Where.</summary>
    public ulong Height { get; } = height;
}
