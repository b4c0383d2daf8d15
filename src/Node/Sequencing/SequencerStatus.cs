namespace Plimsoll.Node.Sequencing;

/// <summary>How the sequencer is doing: a value that is replaced after every block.</summary>
/// <param name="Blocks">Blocks so far.</param>
/// <param name="SequenceEnd">User slots so far.</param>
/// <param name="OpenBatch">The height of the batch that is filled.</param>
/// <param name="WaitingSlots">Executed slots that L1 does not hold yet, or, where a validity proof counts, not the proof of.</param>
/// <param name="SealedBatches">Batches that wait for L1.</param>
/// <param name="UnsealedBatches">Closed batches whose roots are not hashed yet.</param>
/// <param name="CarriedPerSecond">Slots a second that L1 took lately.</param>
/// <param name="Generation">Drops there have been.</param>
/// <param name="Broken">Confirmed operations that did not apply any more when their batch was built anew, since the start.</param>
/// <param name="Accounts">Accounts in use.</param>
public sealed record SequencerStatus(
    ulong Blocks, ulong SequenceEnd, ulong OpenBatch, int WaitingSlots, int SealedBatches, int UnsealedBatches, double CarriedPerSecond, ulong Generation, long Broken, uint Accounts);
