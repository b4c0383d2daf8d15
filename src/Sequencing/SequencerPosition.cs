namespace Plimsoll.Sequencing;

/// <summary>Where a sequencer's state stands in the rollup's history: behind a batch that L1 holds, or at genesis.</summary>
/// <param name="Number">The batch's height; 0 at genesis.</param>
/// <param name="BatchTime">Its time, in Unix seconds.</param>
/// <param name="QueueEnd">Items of the queue consumed.</param>
/// <param name="SequenceEnd">User slots so far.</param>
public readonly record struct SequencerPosition(ulong Number, uint BatchTime, ulong QueueEnd, ulong SequenceEnd);
