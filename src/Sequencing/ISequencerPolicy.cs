using Plimsoll.Primitives;

namespace Plimsoll.Sequencing;

/// <summary>Who orders operations, and when.</summary>
public interface ISequencerPolicy
{
    /// <summary>Whether it is this sequencer's turn.</summary>
    /// <param name="candidate">The address that commits and signs receipts.</param>
    /// <param name="time">Seconds of L1 time.</param>
    bool IsTurnOf(Address candidate, uint time);
}
