using System.Runtime.InteropServices;
using Plimsoll.Crypto.Hashing;

namespace Plimsoll.State;

/// <content>Roots and proofs.</content>
public sealed partial class RollupState
{
    private readonly List<StateMark> _slotEnds = [];
    private long _slots;

    /// <summary>The root as of the last commit.</summary>
    public Fr Root { get; private set; }

    /// <summary>How many slots were executed since the last commit.</summary>
    public int PendingSlots => _slotEnds.Count;

    /// <summary>Hashes what has changed; each node once.</summary>
    public void Commit(bool parallel = false)
    {
        _accounts.Hash(parallel);
        _pots.Hash(parallel);
        _slotEnds.Clear();
        Root = HashRoot(_accounts.Tree.Root, _pots.Tree.Root, Counters(Opened, Deposited));
    }

    /// <summary>Hashes what has changed, and writes the root after each slot: what a <c>full</c> batch publishes.</summary>
    /// <remarks>About 2·(depth + 1) + 6 compressions for a transfer, all of a level in one batch.</remarks>
    /// <param name="rootsAfterEachSlot">At least <see cref="PendingSlots"/> elements.</param>
    /// <param name="parallel">Whether to use both cores, or all there are.</param>
    public void Commit(Span<Fr> rootsAfterEachSlot, bool parallel = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rootsAfterEachSlot.Length, PendingSlots);
        long firstAccount = _accounts.Position - _accounts.Unhashed, firstPot = _pots.Position - _pots.Unhashed;
        Fr[] accountRoots = new Fr[_accounts.Unhashed + 1], potRoots = new Fr[_pots.Unhashed + 1];
        _accounts.Hash(accountRoots, parallel);
        _pots.Hash(potRoots, parallel);
        ReadOnlySpan<StateMark> ends = CollectionsMarshal.AsSpan(_slotEnds);
        Fr[] elements = new Fr[MerkleTree.Arity * ends.Length];
        for (int i = 0; i < ends.Length; i++)
        {
            elements[MerkleTree.Arity * i] = accountRoots[ends[i].AccountPosition - firstAccount];
            elements[MerkleTree.Arity * i + 1] = potRoots[ends[i].PotPosition - firstPot];
            elements[MerkleTree.Arity * i + 2] = Counters(ends[i].Opened, ends[i].Deposited);
        }

        Poseidon2.CompressMany(HashDomain.StateRoot, elements, rootsAfterEachSlot[..ends.Length], parallel);
        _slotEnds.Clear();
        Root = HashRoot(_accounts.Tree.Root, _pots.Tree.Root, Counters(Opened, Deposited));
    }

    /// <summary>Returns what shows an account under the root of the last commit.</summary>
    /// <param name="index">Below <see cref="Capacity"/>.</param>
    public AccountProof ProveAccount(uint index)
    {
        Fr[] path = new Fr[_accounts.Tree.PathLength];
        _accounts.Tree.WritePath(index, path);
        return new(index, path, _pots.Tree.Root, Counters(Opened, Deposited));
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

    private static Fr Counters(uint opened, uint deposited) => Fr.FromUInt64(((ulong)opened << 32) | deposited);
}
