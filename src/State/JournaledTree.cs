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

    /// <summary>How many changes there have ever been, less those taken back.</summary>
    public long Position => _forgotten + _journal.Count;

    /// <summary>How many changes the tree does not know yet.</summary>
    public int Unhashed => _journal.Count - _hashed;

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

    /// <summary>Brings the tree up to date, and writes the root before the <see cref="Unhashed"/> changes and after each of them.</summary>
    /// <param name="roots">One element more than there are changes.</param>
    /// <param name="parallel">Whether to use both cores, or all there are.</param>
    public void Hash(Span<Fr> roots, bool parallel)
    {
        HashStale(parallel);
        roots[0] = _tree.Root;
        ReadOnlySpan<Change> changes = CollectionsMarshal.AsSpan(_journal)[_hashed..];
        int count = changes.Length;
        uint[] indices = ArrayPool<uint>.Shared.Rent(count);
        T[] values = ArrayPool<T>.Shared.Rent(count);
        Fr[] leaves = ArrayPool<Fr>.Shared.Rent(count);
        for (int i = 0; i < count; i++)
            (indices[i], values[i]) = (changes[i].Index, changes[i].After);
        T.HashLeaves(values.AsSpan(0, count), leaves.AsSpan(0, count), parallel);
        _tree.Update(indices.AsSpan(0, count), leaves.AsSpan(0, count), roots[1..], parallel);
        ArrayPool<uint>.Shared.Return(indices);
        ArrayPool<T>.Shared.Return(values);
        ArrayPool<Fr>.Shared.Return(leaves);
        _hashed = _journal.Count;
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
