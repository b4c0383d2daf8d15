using Plimsoll.Crypto.Hashing;

namespace Plimsoll.State;

/// <summary>A sparse Merkle tree whose nodes have four children, over leaves that are zero when empty.</summary>
/// <remarks>
/// A node with four empty children is not zero but the pinned constant of its level, so an empty subtree costs no memory and has one value.
/// Memory: 32 bytes a leaf in use and a third of that for the nodes above. Not thread-safe. Spec: docs/spec/state.md#hashing.
/// </remarks>
public sealed partial class MerkleTree
{
    /// <summary>Children of a node.</summary>
    public const int Arity = 4;

    /// <summary>The greatest depth: 2^30 leaves.</summary>
    public const int MaxDepth = 15;

    private static readonly Fr[] s_empty = EmptyNodes();

    // Level 0 holds the leaves. What is stored is the difference to the empty node of the level, so that `default` means empty.
    private readonly TwoSidedList<Fr>[] _levels;

    /// <summary>Makes an empty tree.</summary>
    /// <param name="depth">From 1 to <see cref="MaxDepth"/>.</param>
    public MerkleTree(int depth)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(depth, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(depth, MaxDepth);
        Depth = depth;
        _levels = new TwoSidedList<Fr>[depth + 1];
        for (int level = 0; level <= depth; level++)
            _levels[level] = new(1U << (2 * (depth - level)));
    }

    private MerkleTree(TwoSidedList<Fr>[] levels) => (Depth, _levels) = (levels.Length - 1, levels);

    /// <summary>The number of levels above the leaves.</summary>
    public int Depth { get; }

    /// <summary>4^depth.</summary>
    public uint Capacity => 1U << (2 * Depth);

    /// <summary>The root over all leaves.</summary>
    public Fr Root => Node(Depth, 0);

    /// <summary>The elements of a path: three siblings a level.</summary>
    public int PathLength => (Arity - 1) * Depth;

    /// <summary>The leaf at an index, zero if it is empty.</summary>
    public Fr Leaf(uint index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Capacity);
        return Node(0, index);
    }

    /// <summary>Writes the siblings on the way from a leaf to the root, in the order of their positions, level by level from below.</summary>
    /// <param name="index">Below <see cref="Capacity"/>.</param>
    /// <param name="path">At least <see cref="PathLength"/> elements.</param>
    public void WritePath(uint index, Span<Fr> path)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Capacity);
        int next = 0;
        for (int level = 0; level < Depth; level++, index >>= 2)
        {
            for (uint child = index & ~3U; child <= (index | 3); child++)
            {
                if (child != index)
                    path[next++] = Node(level, child);
            }
        }
    }

    /// <summary>Returns what it takes, beside a few leaves, to hash their way to the root: each child of a node above one of them that is above none itself.</summary>
    /// <remarks>Level by level from below, in the order of their positions; for one leaf, its path; without leaves, the root.</remarks>
    /// <param name="ascending">Indices below <see cref="Capacity"/>, in ascending order, each once.</param>
    public IReadOnlyList<Fr> Siblings(ReadOnlySpan<uint> ascending)
    {
        if (ascending.IsEmpty)
            return [Root];
        List<Fr> siblings = new(PathLength * ascending.Length);
        uint[] above = ascending.ToArray();
        int count = above.Length;
        for (int level = 0; level < Depth; level++)
        {
            ReadOnlySpan<uint> nodes = above.AsSpan(0, count);
            for (int i = 0; i < count; i++)
            {
                if (i > 0 && nodes[i] >> 2 == nodes[i - 1] >> 2)
                    continue;
                for (uint child = nodes[i] & ~3U; child <= (nodes[i] | 3); child++)
                {
                    if (nodes.BinarySearch(child) < 0)
                        siblings.Add(Node(level, child));
                }
            }

            count = ReplaceByParents(above.AsSpan(0, count));
        }

        return siblings;
    }

    /// <summary>Returns the root that a leaf and its path lead to: the check that L1 makes, one compression a level.</summary>
    /// <exception cref="ArgumentException">The path does not have three elements a level.</exception>
    public static Fr RootOf(uint index, in Fr leaf, ReadOnlySpan<Fr> path)
    {
        if (path.Length % (Arity - 1) != 0)
            throw new ArgumentException("A path has three siblings a level.", nameof(path));
        Fr node = leaf;
        Span<Fr> children = stackalloc Fr[Arity];
        for (int level = 1; path.Length > 0; level++, index >>= 2, path = path[(Arity - 1)..])
        {
            int position = (int)(index & 3);
            path[..position].CopyTo(children);
            children[position] = node;
            path[position..(Arity - 1)].CopyTo(children[(position + 1)..]);
            node = Poseidon2.Compress(HashDomain.Node(level), children[0], children[1], children[2], children[3]);
        }

        return node;
    }

    /// <summary>Another tree with the same leaves; nothing is hashed.</summary>
    public MerkleTree Copy() => new([.. _levels.Select(level => level.Copy())]);

    /// <summary>Makes room for leaves at both ends and the nodes above them.</summary>
    internal void Reserve(uint low, uint high)
    {
        for (int level = 0; level <= Depth; level++, low = (low + 3) / 4, high = (high + 3) / 4)
            _levels[level].Reserve(low, high);
    }

    private Fr Node(int level, uint index) => _levels[level][index] + s_empty[level];

    private void SetNode(int level, uint index, in Fr value) => _levels[level][index] = value - s_empty[level];

    private static Fr[] EmptyNodes()
    {
        Fr[] nodes = new Fr[MaxDepth + 1];
        for (int level = 1; level <= MaxDepth; level++)
        {
            Fr child = nodes[level - 1];
            nodes[level] = Poseidon2.Compress(HashDomain.Node(level), child, child, child, child);
        }

        return nodes;
    }
}
