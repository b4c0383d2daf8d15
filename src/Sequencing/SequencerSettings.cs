using Plimsoll.Primitives;
using Plimsoll.State;

namespace Plimsoll.Sequencing;

/// <summary>Where a sequencer works, and by which rules.</summary>
/// <param name="ChainId">The base layer's chain.</param>
/// <param name="Rollup">The rollup contract.</param>
/// <param name="Committer">Who commits its batches and collects the fees.</param>
public sealed record SequencerSettings(ulong ChainId, Address Rollup, Address Committer)
{
    /// <summary>What is asked of operations.</summary>
    public AdmissionPolicy Admission { get; init; } = new();

    /// <summary>When batches are closed.</summary>
    public BatchPolicy Batches { get; init; } = new();

    internal BatchContext ContextAt(uint batchTime) => new(ChainId, Rollup, batchTime, Committer);
}
