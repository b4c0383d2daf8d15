using Plimsoll.L1.Following;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Tests.Following;

/// <summary>A tree of blocks, of which one path is canonical: all that a node is, as far as following goes.</summary>
internal sealed class ForkTree
{
    private readonly List<BlockLink> _blocks = [new(0, HashOf(0), Bytes32.Zero)];
    private readonly List<int> _parents = [-1];

    public int Head { get; private set; }

    public int Final { get; private set; }

    public int Count => _blocks.Count;

    public BlockLink this[int block] => _blocks[block];

    public ChainHeads Heads(int lag = 0) => new(Canonical(lag).Id, _blocks[Final].Id, _blocks[Final].Id);

    /// <summary>Adds a child of a block.</summary>
    public int Grow(int parent)
    {
        _blocks.Add(new(_blocks[parent].Number + 1, HashOf(_blocks.Count), _blocks[parent].Hash));
        _parents.Add(parent);
        return _blocks.Count - 1;
    }

    /// <summary>Makes a block the head, if the finalized block is on its path.</summary>
    public void Switch(int head)
    {
        if (Path(head).Contains(Final))
            Head = head;
    }

    /// <summary>As <see cref="Switch"/>, whatever was final.</summary>
    public void BreakFinality(int head) => (Head, Final) = (head, 0);

    /// <summary>Makes the block so far behind the head final, unless a later one is already.</summary>
    public void Finalize(int depth) => Final = Path(Head).TakeWhile(block => block != Final).Append(Final).Take(depth + 1).Last();

    /// <summary>The canonical block of a number.</summary>
    public BlockLink? At(ulong number) => Path(Head).Select(block => _blocks[block]).Where(block => block.Number == number).Select(block => (BlockLink?)block).FirstOrDefault();

    public BlockLink[] Canonical() => [.. Path(Head).Select(block => _blocks[block]).Reverse()];

    private BlockLink Canonical(int lag) => Path(Head).Select(block => _blocks[block]).Where(block => block.Number >= _blocks[Final].Number).Take(lag + 1).Last();

    private IEnumerable<int> Path(int block)
    {
        for (; block >= 0; block = _parents[block])
            yield return block;
    }

    private static Bytes32 HashOf(int block) => Bytes32.FromUInt256((ulong)block + 1);
}
