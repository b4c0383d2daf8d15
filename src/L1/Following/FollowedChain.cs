namespace Plimsoll.L1.Following;

/// <summary>The blocks that were handed out and may yet be taken back, and the rules for what comes next.</summary>
/// <remarks>
/// Decides and asks nobody: the node's heads and headers come in as values, so every order of events can be tried in a test. Each step is right
/// on its own, because it looks at parent hashes only: should the node change its mind between two answers, the next steps mend it.
/// Memory: one link for each block from the last finalized one to the tip, at most <c>maxLinks</c>.
/// </remarks>
internal sealed class FollowedChain
{
    private readonly List<BlockLink> _links = []; // of consecutive numbers, each the parent of the next
    private readonly ulong _start;
    private readonly int _maxLinks;
    private ChainHeads? _heads;

    /// <summary>Starts with nothing handed out, or behind a block of an earlier run.</summary>
    /// <param name="start">The number of the first block to hand out; nothing before it is ever taken back.</param>
    /// <param name="cursor">The last block that was handed out in an earlier run.</param>
    /// <param name="finalized">The last block that an earlier run knew to be final, or null.</param>
    /// <param name="maxLinks">How many links are kept at most.</param>
    public FollowedChain(ulong start, BlockLink? cursor = null, BlockId? finalized = null, int maxLinks = 1 << 16)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLinks, 2);
        if (cursor is { } tip)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(tip.Number, start, nameof(cursor));
            _links.Add(tip);
        }

        (_start, _maxLinks, Finalized) = (start, maxLinks, finalized);
    }

    /// <summary>The last block handed out and not taken back.</summary>
    public BlockLink? Tip => _links.Count == 0 ? null : _links[^1];

    /// <summary>The last block handed out that can never be taken back.</summary>
    public BlockId? Finalized { get; private set; }

    /// <summary>The last block handed out that the node calls safe; at least the finalized one.</summary>
    public BlockId? Safe => _heads?.Safe is { } safe && Find(safe.Number)?.Hash == safe.Hash ? safe : Finalized;

    /// <summary>The number of links kept.</summary>
    public int Links => _links.Count;

    /// <summary>The number of the block to hand out next.</summary>
    public ulong NextNumber => Tip is { } tip ? tip.Number + 1 : _start;

    /// <summary>Takes note of what the node says its heads are. Headers that were read before are not to be used any more.</summary>
    public void Observe(ChainHeads heads)
    {
        _heads = heads;
        if (heads.Finalized is { } final && Find(final.Number)?.Hash == final.Hash)
            Finalize(final);
    }

    /// <summary>Returns the next step.</summary>
    /// <param name="next">The canonical block of <see cref="NextNumber"/>, read since the heads were observed; null when it was not asked for.</param>
    public FollowStep Decide(BlockLink? next)
    {
        if (_heads is not { } heads || heads.Latest.Number < _start)
            return new FollowStep.Rest();
        if (Tip is not { } tip)
            return next is { } first ? new FollowStep.Apply(first) : new FollowStep.Read(_start);
        if (heads.Latest.Number > tip.Number)
        {
            return next is not { } block ? new FollowStep.Read(tip.Number + 1)
                : block.ParentHash == tip.Hash ? new FollowStep.Apply(block)
                : TakeBack(tip);
        }

        // A head on our chain behind our tip is that of a node that lags: nothing has been replaced yet.
        return Find(heads.Latest.Number) is { } ours && ours.Hash != heads.Latest.Hash ? TakeBack(tip) : new FollowStep.Rest();
    }

    /// <summary>Notes that a block was handed out.</summary>
    public void Apply(BlockLink block)
    {
        if (block.Number != NextNumber || (Tip is { } tip && block.ParentHash != tip.Hash))
            throw new ArgumentException("The block is not the child of the tip.", nameof(block));
        _links.Add(block);
        // Up to the finalized number the node's canonical blocks are final; the node was asked for this one after its heads.
        if (_heads?.Finalized is { } final && block.Number <= final.Number)
            Finalize(block.Id);
        if (_links.Count > _maxLinks)
            _links.RemoveRange(0, _links.Count - _maxLinks / 2);
    }

    /// <summary>Notes that the tip was taken back.</summary>
    public void Unwind() => _links.RemoveAt(_links.Count - 1);

    /// <summary>Puts a block of an earlier run in front.</summary>
    /// <returns>False when it is not the parent of the first one.</returns>
    public bool TryRecall(BlockLink block)
    {
        if (_links.Count == 0 || block.Number + 1 != _links[0].Number || block.Hash != _links[0].ParentHash)
            return false;
        _links.Insert(0, block);
        return true;
    }

    private FollowStep TakeBack(BlockLink tip) =>
        Finalized is { } final && tip.Number <= final.Number ? new FollowStep.Stop(tip)
        : _links.Count == 1 && tip.Number > _start ? new FollowStep.Recall(tip.Number - 1)
        : new FollowStep.Unwind(tip);

    private void Finalize(BlockId block)
    {
        if (Finalized is { } before && before.Number >= block.Number)
            return;
        Finalized = block;
        _links.RemoveRange(0, (int)(block.Number - _links[0].Number)); // it is one of them
    }

    private BlockLink? Find(ulong number) =>
        _links.Count > 0 && number >= _links[0].Number && number - _links[0].Number < (ulong)_links.Count ? _links[(int)(number - _links[0].Number)] : null;
}
