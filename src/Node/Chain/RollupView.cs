using Plimsoll.L1.Following;

namespace Plimsoll.Node.Chain;

/// <summary>What L1 says of a rollup, block by block, and back again when blocks are replaced.</summary>
/// <remarks>
/// Law: whatever was applied and unwound, the cut is the one that a replay of the blocks that are left gives. Memory: the cuts since the last finalized
/// block, which share what they have in common. Not safe for concurrent use; the cuts are.
/// </remarks>
public sealed class RollupView
{
    private readonly List<RollupCut> _cuts;

    /// <summary>Begins before the first block that is followed.</summary>
    public RollupView(RollupIdentity identity) => _cuts = [RollupFold.Begin(identity)];

    /// <summary>The newest cut.</summary>
    public RollupCut Current => _cuts[^1];

    /// <summary>The cut at the newest finalized block, or the oldest one that is kept.</summary>
    public RollupCut Finalized => _cuts[0];

    /// <summary>Takes in what happened on the chain.</summary>
    /// <exception cref="Contracts.RollupLogException">The logs are not those of our contracts; the view stays as it was.</exception>
    /// <exception cref="InvalidOperationException">A block is unwound that is not the newest, or was finalized.</exception>
    public void Apply(ChainEvent happened)
    {
        switch (happened)
        {
            case ChainEvent.Applied it:
                _cuts.Add(RollupFold.Next(Current, it.Block, it.Logs));
                break;
            case ChainEvent.Unwound it:
                if (_cuts.Count == 1 || Current.Block != it.Block.Id)
                    throw new InvalidOperationException($"Block {it.Block.Number} is not the newest that can be taken back.");
                _cuts.RemoveAt(_cuts.Count - 1);
                break;
            case ChainEvent.HeadsMoved { Finalized: { } final }:
                Forget(final);
                break;
        }
    }

    /// <summary>Forgets the cuts before a finalized block, which is never unwound.</summary>
    public void Forget(BlockId finalized)
    {
        int index = _cuts.FindIndex(cut => cut.Block == finalized);
        if (index > 0)
            _cuts.RemoveRange(0, index);
    }

    /// <summary>The cut at a block that can still be replaced; null when it is none of those kept.</summary>
    public RollupCut? At(BlockId block) => _cuts.Find(cut => cut.Block == block);
}
