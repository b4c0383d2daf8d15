namespace Plimsoll.Node.Auditing;

/// <summary>Commitments on L1 against the auditor's own.</summary>
/// <param name="Check">agree, wrongAndOpen, wrongAndFinal, or unknown.</param>
/// <param name="Committed">The height of the head.</param>
/// <param name="Right">Up to this height the auditor derived the same roots.</param>
/// <param name="Final">Up to this height L1 calls batches final.</param>
/// <param name="Dropped">How many batches were ever removed.</param>
/// <param name="Fault">What is wrong with the next batch; null if nothing is known to be.</param>
public sealed record CommitmentsView(string Check, ulong Committed, ulong Right, ulong Final, ulong Dropped, FaultView? Fault);

/// <summary>A wrong batch.</summary>
/// <param name="Height">Its height.</param>
/// <param name="HeaderHash">Its name.</param>
/// <param name="Block">The block of L1 in which it appeared.</param>
/// <param name="Kind">The kind of fault, as in docs/spec/faults.md.</param>
/// <param name="Slot">Where.</param>
public sealed record FaultView(ulong Height, string HeaderHash, ulong Block, string Kind, int Slot);

/// <summary>A batch on its way from committed to final.</summary>
/// <param name="Height">Its height.</param>
/// <param name="HeaderHash">Its name.</param>
/// <param name="Block">The block of its commit.</param>
/// <param name="CommittedAt">That block's time.</param>
/// <param name="AcceptedBy">By when enough kinds of proof speak for it, at the latest: time when its window is over.</param>
/// <param name="Slots">How many operations.</param>
/// <param name="Blobs">In how many blobs.</param>
/// <param name="Stage">committed; accepted, when enough kinds of proof speak for it; final; wrong; or unknown while its data is missing.</param>
/// <param name="Proof">Where validity proofs count: none, holds, fails, or unseen, judged by the auditor itself from calldata; else null.</param>
public sealed record BatchStageView(ulong Height, string HeaderHash, ulong Block, ulong CommittedAt, ulong AcceptedBy, uint Slots, int Blobs, string Stage, string? Proof = null);

/// <summary>Validity proofs.</summary>
/// <param name="Proven">All batches up to this height are proven, or final without.</param>
/// <param name="Waiting">Pending batches without a proof.</param>
/// <param name="LagSeconds">How long the oldest of them waits.</param>
/// <param name="DeadlineSeconds">How long it may.</param>
/// <param name="Verifiers">Who judges them on L1, by circuit.</param>
/// <param name="Failed">The batch whose recorded proof does not hold; null for none.</param>
public sealed record ProofsView(ulong Proven, int Waiting, ulong LagSeconds, ulong DeadlineSeconds, IReadOnlyList<VerifierView> Verifiers, string? Failed);

/// <summary>A circuit's verifier on L1.</summary>
/// <param name="Address">The contract.</param>
/// <param name="KeyHash">Keccak-256 of its key, which the auditor has read and compared.</param>
/// <param name="Slots">queue or users.</param>
public sealed record VerifierView(string Address, string KeyHash, string Slots);
