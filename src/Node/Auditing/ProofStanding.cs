using Plimsoll.Node.Chain;
using Plimsoll.Node.Proving;

namespace Plimsoll.Node.Auditing;

/// <summary>How a rollup's validity proofs stand at a cut, each judged here from its calldata.</summary>
/// <param name="Proven">All batches up to this height are proven, or final without.</param>
/// <param name="Waiting">Pending batches without a proof.</param>
/// <param name="LagSeconds">How long the oldest of them waits, by L1's clock.</param>
/// <param name="Verifiers">Who judges them on L1, by circuit.</param>
/// <param name="IsJudged">Whether their keys could be read from L1, and are those of the circuits that the auditor knows.</param>
/// <param name="Verdicts">What was found of each batch's proof, by header hash.</param>
/// <param name="Failed">The first batch on the head's chain whose recorded proof does not hold; null for none.</param>
/// <param name="Unseen">The first one whose recorded proof could not be judged; null for none.</param>
internal sealed record ProofStanding(
    ulong Proven, int Waiting, ulong LagSeconds, IReadOnlyList<VerifierOnL1> Verifiers, bool IsJudged, IReadOnlyDictionary<Bytes32, ProofVerdict> Verdicts, CommittedBatch? Failed,
    CommittedBatch? Unseen);
