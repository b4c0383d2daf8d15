using System.Runtime.InteropServices;
using Plimsoll.Crypto.Hashing;

namespace Plimsoll.State;

/// <content>Roots and proofs.</content>
public sealed partial class RollupState
{
    private readonly List<StateMark> _slotEnds = [];
    private long _slots;
    private Fr _counters; // as of the last commit

    /// <summary>The root as of the last commit.</summary>
    public Fr Root { get; private set; }

    /// <summary>How many slots were executed since the last commit.</summary>
    public int PendingSlots => _slotEnds.Count;

    /// <summary>Copies the trees, for who needs them after every single change; nothing is hashed.</summary>
    /// <returns>The tree of the accounts, and that of the fee pots.</returns>
    /// <exception cref="InvalidOperationException">Something is not committed.</exception>
    public (MerkleTree Accounts, MerkleTree Pots) CopyTrees() => _accounts.IsHashed && _pots.IsHashed
        ? (_accounts.Tree.Copy(), _pots.Tree.Copy())
        : throw new InvalidOperationException("The state is committed before its trees are copied.");

    /// <summary>Hashes what has changed; each node once.</summary>
    public void Commit(bool parallel = false)
    {
        _accounts.Hash(parallel);
        _pots.Hash(parallel);
        _slotEnds.Clear();
        SetRoot(Opened, Deposited);
    }

    /// <summary>Hashes what has changed, and writes the root after each slot: what a <c>full</c> batch publishes.</summary>
    /// <remarks>At most 2·(depth + 1) + 6 compressions for a transfer, one a level from where payer's and payee's paths meet; all of a level in one batch.</remarks>
    /// <param name="rootsAfterEachSlot">At least <see cref="PendingSlots"/> elements.</param>
    /// <param name="parallel">Whether to use both cores, or all there are.</param>
    public void Commit(Span<Fr> rootsAfterEachSlot, bool parallel = false) => Commit(Mark(), rootsAfterEachSlot, parallel);

    /// <summary>Hashes what has changed up to a mark, and writes the root after each slot; later changes stay pending.</summary>
    /// <remarks>A sequencer executes ahead of the hashing: this seals its older batches while newer ones are open. <see cref="Root"/> is then the root at the mark.</remarks>
    /// <param name="mark">The end of a slot that is not committed yet, or the last commit itself.</param>
    /// <param name="rootsAfterEachSlot">At least as many elements as there are pending slots up to the mark.</param>
    /// <param name="parallel">Whether to use both cores, or all there are.</param>
    /// <returns>How many slots that were.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The mark is in the future or already hashed, or there is too little room.</exception>
    public int Commit(StateMark mark, Span<Fr> rootsAfterEachSlot, bool parallel = false)
    {
        int slots = PendingSlots - (int)Math.Min(_slots - mark.Slots, PendingSlots);
        ArgumentOutOfRangeException.ThrowIfLessThan(rootsAfterEachSlot.Length, slots);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(mark.AccountPosition, _accounts.Position, nameof(mark));
        ArgumentOutOfRangeException.ThrowIfLessThan(mark.AccountPosition, _accounts.Hashed, nameof(mark));
        ReadOnlySpan<StateMark> ends = CollectionsMarshal.AsSpan(_slotEnds)[..slots];
        long[] accountEnds = new long[slots + 1], potEnds = new long[slots + 1]; // the mark is the last slot's end, or the last commit
        for (int i = 0; i < slots; i++)
            (accountEnds[i], potEnds[i]) = (ends[i].AccountPosition, ends[i].PotPosition);
        (accountEnds[slots], potEnds[slots]) = (mark.AccountPosition, mark.PotPosition);
        Fr[] accountRoots = new Fr[slots + 1], potRoots = new Fr[slots + 1];
        _accounts.Hash(accountEnds, accountRoots, parallel);
        _pots.Hash(potEnds, potRoots, parallel);
        Fr[] elements = new Fr[MerkleTree.Arity * slots];
        for (int i = 0; i < slots; i++)
        {
            elements[MerkleTree.Arity * i] = accountRoots[i];
            elements[MerkleTree.Arity * i + 1] = potRoots[i];
            elements[MerkleTree.Arity * i + 2] = Counters(ends[i].Opened, ends[i].Deposited);
        }

        Poseidon2.CompressMany(HashDomain.StateRoot, elements, rootsAfterEachSlot[..slots], parallel);
        _slotEnds.RemoveRange(0, slots);
        SetRoot(mark.Opened, mark.Deposited);
        return slots;
    }

    /// <summary>Hashes the oldest pending slots, and writes the root after each: a part of a batch, so that other work fits between.</summary>
    /// <param name="slots">From 1 to <see cref="PendingSlots"/>.</param>
    /// <param name="rootsAfterEachSlot">At least as many elements.</param>
    /// <param name="parallel">Whether to use both cores, or all there are.</param>
    public void Commit(int slots, Span<Fr> rootsAfterEachSlot, bool parallel = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(slots);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(slots, PendingSlots);
        Commit(_slotEnds[slots - 1], rootsAfterEachSlot, parallel);
    }

    /// <summary>Returns what shows an account under the root of the last commit.</summary>
    /// <remarks>It is about the account as it was then: after a commit up to an earlier mark, not as it is now.</remarks>
    /// <param name="index">Below <see cref="Capacity"/>.</param>
    public AccountProof ProveAccount(uint index)
    {
        Fr[] path = new Fr[_accounts.Tree.PathLength];
        _accounts.Tree.WritePath(index, path);
        return new(index, path, _pots.Tree.Root, _counters);
    }

    /// <summary>The second element of the root as of the last commit: the root of the fee tree.</summary>
    public Fr FeeRoot => _pots.Tree.Root;

    /// <summary>The third element of the root: opened·2^32 + deposited.</summary>
    public Fr PackedCounters => Counters(Opened, Deposited);

    /// <summary>Returns what shows several accounts, and their change, under the root of the last commit: see <see cref="MerkleTree.Siblings"/>.</summary>
    /// <param name="ascending">Indices below <see cref="Capacity"/>, in ascending order, each once.</param>
    public IReadOnlyList<Fr> AccountSiblings(ReadOnlySpan<uint> ascending) => _accounts.Tree.Siblings(ascending);

    /// <summary>Returns what shows the pot of a token under the fee root of the last commit: three siblings a level, from below.</summary>
    public IReadOnlyList<Fr> PotSiblings(byte token) => _pots.Tree.Siblings([token]);

    /// <summary>Marks the end of a slot.</summary>
    internal void EndSlot()
    {
        _slots++;
        _slotEnds.Add(Mark());
    }

    internal static Fr HashRoot(in Fr accountsRoot, in Fr feeRoot, in Fr counters) =>
        Poseidon2.Compress(HashDomain.StateRoot, accountsRoot, feeRoot, counters, Fr.Zero);

    private void SetRoot(uint opened, uint deposited)
    {
        _counters = Counters(opened, deposited);
        Root = HashRoot(_accounts.Tree.Root, _pots.Tree.Root, _counters);
    }

    private static Fr Counters(uint opened, uint deposited) => Fr.FromUInt64(((ulong)opened << 32) | deposited);
}
