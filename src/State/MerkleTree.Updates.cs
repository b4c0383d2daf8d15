using System.Buffers;
using Plimsoll.Crypto.Hashing;

namespace Plimsoll.State;

/// <content>
/// Updates of many leaves. The root after each write depends on all writes before it, yet nothing has to be hashed one after the other: on
/// a level, the children of the node above write j are the last values that writes 0 to j gave them, and those are known as soon as the level
/// below is done. So each level is one batch of independent compressions, which fills all lanes.
/// </content>
public sealed partial class MerkleTree
{
    /// <summary>Writes leaves in order, and the root after each of them.</summary>
    /// <remarks>One compression a level and write.</remarks>
    /// <param name="indices">Below <see cref="Capacity"/>; may repeat.</param>
    /// <param name="leaves">As many leaves.</param>
    /// <param name="rootsAfterEach">As many roots.</param>
    /// <param name="parallel">Whether to use both cores, or all there are.</param>
    public void Update(ReadOnlySpan<uint> indices, ReadOnlySpan<Fr> leaves, Span<Fr> rootsAfterEach, bool parallel = false)
    {
        int[] ends = [.. Enumerable.Range(1, indices.Length)];
        Update(indices, leaves, ends, rootsAfterEach, parallel);
    }

    /// <summary>Writes leaves in order, and the root after each group of them: what a group's writes share is hashed once.</summary>
    /// <remarks>At most one compression a level and write: two writes of a group are one from where their paths meet. Groups are small: a group's nodes are searched one by one.</remarks>
    /// <param name="indices">Below <see cref="Capacity"/>; may repeat.</param>
    /// <param name="leaves">As many leaves.</param>
    /// <param name="ends">The number of writes up to the end of each group, ascending, the last one all of them; a group may be empty.</param>
    /// <param name="rootsAfterEach">At least as many elements as groups.</param>
    /// <param name="parallel">Whether to use both cores, or all there are.</param>
    public void Update(ReadOnlySpan<uint> indices, ReadOnlySpan<Fr> leaves, ReadOnlySpan<int> ends, Span<Fr> rootsAfterEach, bool parallel = false)
    {
        CheckUpdate(indices, leaves);
        CheckGroups(indices.Length, ends);
        ArgumentOutOfRangeException.ThrowIfLessThan(rootsAfterEach.Length, ends.Length);
        Fr before = Root;
        int count = indices.Length;
        Fr[] children = ArrayPool<Fr>.Shared.Rent(Arity * count), values = ArrayPool<Fr>.Shared.Rent(count);
        uint[] nodes = ArrayPool<uint>.Shared.Rent(count);
        int[] groups = ArrayPool<int>.Shared.Rent(ends.Length);
        indices.CopyTo(nodes);
        leaves.CopyTo(values);
        ends.CopyTo(groups);
        for (int level = 0; level < Depth; level++)
        {
            count = GatherParents(level, nodes, values, groups.AsSpan(0, ends.Length), children);
            Poseidon2.CompressMany(HashDomain.Node(level + 1), children.AsSpan(0, Arity * count), values.AsSpan(0, count), parallel);
        }

        // One node is left of a group that wrote, the root after it.
        for (int group = 0; group < ends.Length; group++)
            rootsAfterEach[group] = groups[group] > 0 ? values[groups[group] - 1] : before;
        if (count > 0)
            SetNode(Depth, 0, values[count - 1]);
        ArrayPool<Fr>.Shared.Return(children);
        ArrayPool<Fr>.Shared.Return(values);
        ArrayPool<uint>.Shared.Return(nodes);
        ArrayPool<int>.Shared.Return(groups);
    }

    // Writes the nodes of a level in order, and replaces each group's by their parents, each once and with the children that the group leaves.
    private int GatherParents(int level, Span<uint> nodes, ReadOnlySpan<Fr> values, Span<int> ends, Span<Fr> children)
    {
        int read = 0, count = 0;
        foreach (ref int end in ends)
        {
            int first = count;
            for (; read < end; read++)
            {
                SetNode(level, nodes[read], values[read]);
                uint parent = nodes[read] >> 2;
                int same = nodes[first..count].IndexOf(parent);
                if (same < 0)
                {
                    same = count - first;
                    nodes[count++] = parent; // no further than read
                }

                GatherChildren(level, parent << 2, children.Slice(Arity * (first + same), Arity));
            }

            end = count;
        }

        return count;
    }

    /// <summary>Writes leaves in order; nodes that several writes share are hashed once.</summary>
    /// <param name="indices">Below <see cref="Capacity"/>; may repeat, then the last one counts.</param>
    /// <param name="leaves">As many leaves.</param>
    /// <param name="parallel">Whether to use both cores, or all there are.</param>
    public void Update(ReadOnlySpan<uint> indices, ReadOnlySpan<Fr> leaves, bool parallel = false)
    {
        CheckUpdate(indices, leaves);
        uint[] touched = indices.ToArray();
        for (int j = 0; j < touched.Length; j++)
            SetNode(0, touched[j], leaves[j]);
        Fr[] children = ArrayPool<Fr>.Shared.Rent(Arity * touched.Length);
        Fr[] values = ArrayPool<Fr>.Shared.Rent(touched.Length);
        Array.Sort(touched);
        int count = touched.Length;
        for (int level = 0; level < Depth; level++)
        {
            count = ReplaceByParents(touched.AsSpan(0, count));
            for (int j = 0; j < count; j++)
                GatherChildren(level, touched[j] << 2, children.AsSpan(Arity * j, Arity));
            Poseidon2.CompressMany(HashDomain.Node(level + 1), children.AsSpan(0, Arity * count), values.AsSpan(0, count), parallel);
            for (int j = 0; j < count; j++)
                SetNode(level + 1, touched[j], values[j]);
        }

        ArrayPool<Fr>.Shared.Return(children);
        ArrayPool<Fr>.Shared.Return(values);
    }

    private void CheckUpdate(ReadOnlySpan<uint> indices, ReadOnlySpan<Fr> leaves)
    {
        if (indices.Length != leaves.Length)
            throw new ArgumentException("There are as many leaves as indices.", nameof(leaves));
        foreach (uint index in indices)
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Capacity, nameof(indices));
    }

    private static void CheckGroups(int writes, ReadOnlySpan<int> ends)
    {
        int before = 0;
        foreach (int end in ends)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(end, before, nameof(ends));
            before = end;
        }

        if (before != writes)
            throw new ArgumentException("The last group ends with the last write.", nameof(ends));
    }

    private void GatherChildren(int level, uint index, Span<Fr> children)
    {
        for (uint i = 0; i < Arity; i++)
            children[(int)i] = Node(level, (index & ~3U) + i);
    }

    // Ascending indices become those of their parents, without repetition.
    private static int ReplaceByParents(Span<uint> ascending)
    {
        int count = 0;
        foreach (uint index in ascending)
        {
            if (count == 0 || ascending[count - 1] != index >> 2)
                ascending[count++] = index >> 2;
        }

        return count;
    }
}
