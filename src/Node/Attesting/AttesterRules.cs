using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Roles;

namespace Plimsoll.Node.Attesting;

/// <summary>Which batches attesters sign, and which still lack their vote. Pure.</summary>
internal static class AttesterRules
{
    /// <summary>The pending batches without a quorum's vote, the oldest first: what is final needs none, and a frozen rollup builds on none.</summary>
    public static IEnumerable<CommittedBatch> Waiting(RollupCut cut) => cut.WaitingFor(ProofKinds.Quorum);

    /// <summary>Those of them that the own derivation found right.</summary>
    public static IReadOnlyList<CommittedBatch> Decide(VerifiedCut verified) => [.. Waiting(verified.Cut).TakeWhile(batch => batch.Height <= verified.Height)];
}
