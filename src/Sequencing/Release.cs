using Plimsoll.State;

namespace Plimsoll.Sequencing;

/// <summary>What became certain: the difference from one checkpoint to the next.</summary>
/// <param name="Position">Behind the last released batch.</param>
/// <param name="Root">The state's root there.</param>
/// <param name="Changes">What has changed since the position before.</param>
public sealed record Release(SequencerPosition Position, Fr Root, StateChanges Changes);
