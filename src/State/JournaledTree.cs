using System.Buffers;
using System.Runtime.InteropServices;

namespace Plimsoll.State;

/// <summary>Values under a Merkle root that change at once, are hashed in batches, and can be taken back.</summary>
/// <remarks>
/// The journal lists every change since the oldest position that may still be unwound to. Its first <c>_hashed</c> entries are in the tree;
/// <c>_stale</c> lists indices whose value was taken back after it had been hashed.
/// </remarks>
internal sealed class JournaledTree<T>
    where T : struct, ILeafValue<T>
{
    /// <summary>Values that are hashed at a time when a tree is filled: enough to share the nodes above, few enough for the caches.</summary>
    public const int FillChunk = 1 << 14;

    private readonly MerkleTree _tree;
    private readonly TwoSidedList<T> _values;
    private readonly List<Change> _journal = [];
    private readonly List<uint> _stale = [];
    private long _forgotten;
    private int _hashed;

    public JournaledTree(int depth)
    {
        _tree = new(depth);
        _values = new(_tree.Capacity);
    }

    /// <summary>The tree as of the last hashing.</summary>
    public MerkleTree Tree => _tree;

    /// <summary>Whether the tree is that of the present values.</summary>
    public bool IsHashed => _hashed == _journal.Count && _stale.Count == 0;

    /// <summary>How many changes there have ever been, less those taken back.</summary>
    public long Position => _forgotten + _journal.Count;

    /// <summary>The position that the tree was last brought up to.</summary>
    public long Hashed => _forgotten + _hashed;

    public T this[uint index]
    {
        get => _values[index];
        set
        {
            _journal.Add(new(index, _values[index], value));
            _values[index] = value;
        }
    }

    /// <summary>Takes back every change behind a position.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The position lies in the future, or was forgotten.</exception>
    public void Unwind(long position)
    {
        long keep = position - _forgotten;
        ArgumentOutOfRangeException.ThrowIfNegative(keep, nameof(position));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(keep, _journal.Count, nameof(position));
        for (int i = _journal.Count - 1; i >= keep; i--)
        {
            Change change = _journal[i];
            _values[change.Index] = change.Before;
            if (i < _hashed)
                _stale.Add(change.Index);
        }

        _journal.RemoveRange((int)keep, _journal.Count - (int)keep);
        _hashed = Math.Min(_hashed, _journal.Count);
    }

    /// <summary>Returns the values that changed between two positions, as they were at the second.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A position lies in the future, or was forgotten.</exception>
    public Dictionary<uint, T> ChangesBetween(long from, long to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(from, _forgotten);
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(to, Position);
        Dictionary<uint, T> values = [];
        foreach (ref readonly Change change in CollectionsMarshal.AsSpan(_journal)[(int)(from - _forgotten)..(int)(to - _forgotten)])
            values[change.Index] = change.After;
        return values;
    }

    /// <summary>Gives up the possibility to unwind further than to a position.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The position is not hashed yet, or was forgotten before.</exception>
    public void Forget(long position)
    {
        long drop = position - _forgotten;
        ArgumentOutOfRangeException.ThrowIfNegative(drop, nameof(position));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(drop, _hashed, nameof(position));
        _journal.RemoveRange(0, (int)drop);
        _hashed -= (int)drop;
        _forgotten = position;
    }

    /// <summary>Brings the tree up to date; each node is hashed once.</summary>
    public void Hash(bool parallel)
    {
        HashSet<uint> touched = [.. _stale];
        foreach (ref readonly Change change in CollectionsMarshal.AsSpan(_journal)[_hashed..])
            touched.Add(change.Index);
        uint[] indices = [.. touched];
        T[] values = new T[indices.Length];
        Fr[] leaves = new Fr[indices.Length];
        for (int i = 0; i < indices.Length; i++)
            values[i] = _values[indices[i]];
        T.HashLeaves(values, leaves, parallel);
        _tree.Update(indices, leaves, parallel);
        _stale.Clear();
        _hashed = _journal.Count;
    }

    /// <summary>Brings the tree up to the last of several positions, and writes the root at each of them.</summary>
    /// <param name="ends">Ascending, from <see cref="Hashed"/> to <see cref="Position"/>.</param>
    /// <param name="roots">As many elements.</param>
    /// <param name="parallel">Whether to use both cores, or all there are.</param>
    public void Hash(ReadOnlySpan<long> ends, Span<Fr> roots, bool parallel)
    {
        HashStale(parallel);
        int[] groups = new int[ends.Length];
        for (int i = 0; i < groups.Length; i++)
            groups[i] = (int)(ends[i] - Hashed);
        int count = groups.Length == 0 ? 0 : groups[^1];
        ReadOnlySpan<Change> changes = CollectionsMarshal.AsSpan(_journal).Slice(_hashed, count);
        uint[] indices = ArrayPool<uint>.Shared.Rent(count);
        T[] values = ArrayPool<T>.Shared.Rent(count);
        Fr[] leaves = ArrayPool<Fr>.Shared.Rent(count);
        for (int i = 0; i < count; i++)
            (indices[i], values[i]) = (changes[i].Index, changes[i].After);
        T.HashLeaves(values.AsSpan(0, count), leaves.AsSpan(0, count), parallel);
        _tree.Update(indices.AsSpan(0, count), leaves.AsSpan(0, count), groups, roots, parallel);
        ArrayPool<uint>.Shared.Return(indices);
        ArrayPool<T>.Shared.Return(values);
        ArrayPool<Fr>.Shared.Return(leaves);
        _hashed += count;
    }

    /// <summary>Puts values into an empty tree, outside the journal: nothing of it can be taken back.</summary>
    /// <param name="indices">At most <see cref="FillChunk"/>.</param>
    /// <param name="values">As many values.</param>
    /// <param name="parallel">Whether to use both cores, or all there are.</param>
    public void Fill(ReadOnlySpan<uint> indices, ReadOnlySpan<T> values, bool parallel)
    {
        for (int i = 0; i < indices.Length; i++)
            _values[indices[i]] = values[i];
        Fr[] leaves = ArrayPool<Fr>.Shared.Rent(indices.Length);
        T.HashLeaves(values, leaves.AsSpan(0, indices.Length), parallel);
        _tree.Update(indices, leaves.AsSpan(0, indices.Length), parallel);
        ArrayPool<Fr>.Shared.Return(leaves);
    }

    /// <summary>Makes room for values at both ends, so that filling in does not copy what is there.</summary>
    public void Reserve(uint low, uint high)
    {
        _values.Reserve(low, high);
        _tree.Reserve(low, high);
    }

    // The tree goes back to what it was before the changes that are not hashed: of a stale index, that is the first of them's past.
    private void HashStale(bool parallel)
    {
        if (_stale.Count == 0)
            return;
        Dictionary<uint, T> past = [];
        foreach (uint index in _stale)
            past[index] = _values[index];
        ReadOnlySpan<Change> changes = CollectionsMarshal.AsSpan(_journal)[_hashed..];
        for (int i = changes.Length - 1; i >= 0; i--)
        {
            if (past.ContainsKey(changes[i].Index))
                past[changes[i].Index] = changes[i].Before;
        }

        Fr[] leaves = new Fr[past.Count];
        T.HashLeaves(past.Values.ToArray(), leaves, parallel);
        _tree.Update(past.Keys.ToArray(), leaves, parallel);
        _stale.Clear();
    }

    private readonly record struct Change(uint Index, T Before, T After);
}
