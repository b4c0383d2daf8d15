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
        CheckUpdate(indices, leaves);
        ArgumentOutOfRangeException.ThrowIfLessThan(rootsAfterEach.Length, indices.Length);
        int count = indices.Length;
        Fr[] children = ArrayPool<Fr>.Shared.Rent(Arity * count);
        Span<Fr> values = rootsAfterEach[..count];
        leaves.CopyTo(values);
        for (int level = 0; level < Depth; level++)
        {
            for (int j = 0; j < count; j++)
            {
                uint index = indices[j] >> (2 * level);
                SetNode(level, index, values[j]);
                GatherChildren(level, index, children.AsSpan(Arity * j, Arity));
            }

            Poseidon2.CompressMany(HashDomain.Node(level + 1), children.AsSpan(0, Arity * count), values, parallel);
        }

        if (count > 0)
            SetNode(Depth, 0, values[count - 1]);
        ArrayPool<Fr>.Shared.Return(children);
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
