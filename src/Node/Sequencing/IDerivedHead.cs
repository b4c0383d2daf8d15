using Plimsoll.Sequencing;
using Plimsoll.State;

namespace Plimsoll.Node.Sequencing;

/// <summary>Where the sequencer gets the rollup's state from when L1 holds batches that are not its own.</summary>
public interface IDerivedHead
{
    /// <summary>Derives the state behind L1's head from L1 alone.</summary>
    /// <returns>Null while that is not possible: the head is wrong and about to be removed, or its data is not there yet. Ask again when L1 has moved.</returns>
    Task<DerivedHead?> DeriveAsync(CancellationToken cancellationToken = default);
}

/// <summary>A state derived from L1, to be sequenced on.</summary>
/// <param name="State">The committed state; the caller's from now on.</param>
/// <param name="Position">The last batch in it.</param>
public sealed record DerivedHead(RollupState State, SequencerPosition Position);
