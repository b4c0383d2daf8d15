using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;

namespace Plimsoll.Node.Proving;

/// <summary>What is to be proven, and in which order. Pure.</summary>
internal static class ProverRules
{
    /// <summary>Whether L1 has recorded a proof of the batch.</summary>
    public static bool IsProven(RollupCut cut, CommittedBatch batch) =>
        cut.Votes.TryGetValue(batch.HeaderHash, out ProofKinds votes) && votes.HasFlag(ProofKinds.Validity);

    /// <summary>The pending batches without a proof, the oldest first: what is final needs none, and a frozen rollup takes none.</summary>
    public static IReadOnlyList<CommittedBatch> Waiting(RollupCut cut) => [.. cut.WaitingFor(ProofKinds.Validity)];

    /// <summary>All batches up to this height are proven, or final without.</summary>
    public static ulong ProvenHeight(RollupCut cut)
    {
        ulong height = cut.FinalHeight;
        while (height < cut.Height && IsProven(cut, cut.Batches[(int)height]))
            height++;
        return height;
    }
}
