namespace Plimsoll.Node.Proving;

/// <summary>How the prover is doing: a value that is replaced when something changes.</summary>
/// <param name="Proven">All batches up to this height are proven on L1.</param>
/// <param name="Committed">The height of L1's head.</param>
/// <param name="WaitingBatches">Committed batches without a proof.</param>
/// <param name="WaitingSlots">Their slots.</param>
/// <param name="LagSeconds">How long the oldest of them waits, by L1's clock; 0 for none.</param>
/// <param name="Work">The batch in work; null for none.</param>
/// <param name="SlotsPerSecond">Slots that were proven in a second of work lately.</param>
/// <param name="Segments">Segments that were proven since the start.</param>
/// <param name="Trouble">Why the oldest waiting batch is not in work, if it is not.</param>
public sealed record ProverStatus(
    ulong Proven, ulong Committed, int WaitingBatches, long WaitingSlots, ulong LagSeconds, ProofProgress? Work, double SlotsPerSecond, long Segments, string? Trouble);

/// <summary>How far a batch's proof is.</summary>
/// <param name="Height">The batch.</param>
/// <param name="HeaderHash">Its name.</param>
/// <param name="Segments">How many segments it has.</param>
/// <param name="Done">How many of them are proven.</param>
public sealed record ProofProgress(ulong Height, Bytes32 HeaderHash, int Segments, int Done);
