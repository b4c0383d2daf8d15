using Plimsoll.Primitives;

namespace Plimsoll.Sequencing;

/// <summary>One sequencer, always.</summary>
/// <param name="sequencer">Its address.</param>
public sealed class SingleSequencer(Address sequencer) : ISequencerPolicy
{
    /// <inheritdoc/>
    public bool IsTurnOf(Address candidate, uint time) => candidate == sequencer;
}
