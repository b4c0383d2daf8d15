using Plimsoll.Node.Chain;

namespace Plimsoll.Node.Exits;

/// <summary>A pending batch that raises an account's running total.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Withdrawn">The total behind it.</param>
/// <param name="IsAccepted">Whether enough kinds of proof speak for it now.</param>
/// <param name="AcceptedBy">By when they do, in Unix seconds, that second included; see <see cref="RollupCut.AcceptedBy"/>.</param>
public readonly record struct PendingWithdrawal(CommittedBatch Batch, UInt128 Withdrawn, bool IsAccepted, ulong AcceptedBy)
{
    /// <summary>Reads from a cut how the batch stands.</summary>
    public static PendingWithdrawal Of(RollupCut cut, CommittedBatch batch, UInt128 withdrawn)
    {
        ArgumentNullException.ThrowIfNull(cut);
        return new(batch, withdrawn, cut.IsAccepted(batch), cut.AcceptedBy(batch));
    }
}
