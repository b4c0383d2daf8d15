using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Roles;

namespace Plimsoll.Node.Attesting;

/// <summary>Which batches attesters sign, and which still lack their vote. Pure.</summary>
internal static class AttesterRules
{
    /// <summary>The pending batches without a quorum's vote, the oldest first: what is final needs none, and a frozen rollup builds on none.</summary>
    public static IEnumerable<CommittedBatch> Waiting(RollupCut cut) => cut.WaitingFor(ProofKinds.Quorum);

    /// <summary>Those of them that the own derivation found right and that no reorg takes back: a promise for a header that L1 replaces would be kept in vain.</summary>
    /// <param name="verified">What was derived.</param>
    /// <param name="settled">What L1 said at a finalized block.</param>
    public static IReadOnlyList<CommittedBatch> Decide(VerifiedCut verified, RollupCut settled) =>
        [.. Waiting(verified.Cut).TakeWhile(batch => batch.Height <= Math.Min(verified.Height, settled.Height) && settled.HashAt(batch.Height) == batch.HeaderHash)];
}
