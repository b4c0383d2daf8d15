using Plimsoll.L1.Following;

namespace Plimsoll.Node.Auditing.OpStack;

/// <summary>What the escrow of ETH has to cover: what it held at the first look, plus deposits, less what left for withdrawals that the rollup made.</summary>
/// <remarks>
/// The supply of ETH on a rollup is a number that no node answers, so the books are kept on L1. What leaves in a block counts as owed no longer only if withdrawals were
/// paid in it and none of them is forged: a forged one, or an outflow that no withdrawal explains, is a shortfall that stays.
/// </remarks>
internal sealed class EtherLedger
{
    private readonly List<Page> _pages = [];

    /// <summary>One block's entry.</summary>
    /// <param name="Block">The block.</param>
    /// <param name="Escrow">What is there.</param>
    /// <param name="Owed">What has to be.</param>
    /// <param name="Unexplained">What has ever left in blocks without a withdrawal.</param>
    public sealed record Page(BlockId Block, UInt256 Escrow, UInt256 Owed, UInt256 Unexplained);

    /// <summary>Writes a block's page.</summary>
    /// <param name="cut">The block.</param>
    /// <param name="escrow">What is there.</param>
    /// <param name="isRightful">Whether withdrawals were paid in it, none of them forged.</param>
    /// <param name="hasPaid">Whether any were paid in it.</param>
    public Page Add(OpStackCut cut, UInt256 escrow, bool hasPaid, bool isRightful)
    {
        Page page = _pages.LastOrDefault() is { } before && before.Block.Hash == cut.Parent
            ? Next(before, cut, escrow, hasPaid, isRightful)
            : new(cut.Block, escrow, escrow, _pages.LastOrDefault()?.Unexplained ?? UInt256.Zero); // after a gap nothing is known of what moved in it
        _pages.Add(page);
        return page;
    }

    /// <summary>Takes back what came behind a block.</summary>
    public void Unwind(ulong block) => _pages.RemoveAll(page => page.Block.Number > block);

    /// <summary>Forgets all but the newest page up to a block.</summary>
    public void Forget(ulong block)
    {
        int count = _pages.FindLastIndex(page => page.Block.Number <= block);
        if (count > 0)
            _pages.RemoveRange(0, count);
    }

    private static Page Next(Page before, OpStackCut cut, UInt256 escrow, bool hasPaid, bool isRightful)
    {
        UInt256 expected = before.Escrow + cut.Minted, owed = before.Owed + cut.Minted;
        if (!UInt256.TrySubtract(expected, escrow, out UInt256 left))
            return new(cut.Block, escrow, owed, before.Unexplained); // a gift
        if (isRightful)
            owed = UInt256.TrySubtract(owed, left, out UInt256 still) ? still : UInt256.Zero;
        return new(cut.Block, escrow, owed, hasPaid ? before.Unexplained : before.Unexplained + left);
    }
}
