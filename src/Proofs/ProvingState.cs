using Plimsoll.Crypto.Hashing;
using Plimsoll.State;

namespace Plimsoll.Proofs;

/// <summary>A rollup's state together with its trees as they are after every single change, which the paths of a witness are read from.</summary>
/// <remarks>
/// Owns the state while segments are made: values come from <see cref="StateTransition"/>, paths from trees beside it, which are copied and not hashed again. Memory: the state's, and 43 bytes an account.
/// Not thread-safe.
/// </remarks>
public sealed class ProvingState
{
    private readonly MerkleTree _accounts, _pots;

    /// <summary>Takes a state over; nothing else changes it from now on.</summary>
    /// <param name="state">With nothing that is not committed.</param>
    /// <exception cref="ArgumentException">Slots are not committed yet.</exception>
    public ProvingState(RollupState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.PendingSlots != 0)
            throw new ArgumentException("The state is committed before it is proven from.", nameof(state));
        State = state;
        (_accounts, _pots) = state.CopyTrees();
    }

    /// <summary>The state.</summary>
    public RollupState State { get; }

    /// <summary>The root after all slots so far.</summary>
    public Fr Root => Poseidon2.Compress(HashDomain.StateRoot, _accounts.Root, _pots.Root, State.PackedCounters, Fr.Zero);

    internal SegmentStart Start(int topLevels) => new(
        NodesOf(_accounts, topLevels), NodesOf(_pots, topLevels), _pots.Root, State.Opened, State.Deposited);

    internal AccountOpening Open(uint index, in Account account)
    {
        Fr[] path = new Fr[_accounts.PathLength];
        _accounts.WritePath(index, path);
        return new(index, account, path);
    }

    internal void Write(uint index, in Account account) => _accounts.Update([index], [account.Leaf()]);

    internal PotOpening OpenPot(byte token, UInt128 amount)
    {
        Fr[] path = new Fr[_pots.PathLength];
        _pots.WritePath(token, path);
        return new(amount, path);
    }

    internal void WritePot(byte token, UInt128 amount) => _pots.Update([token], [FieldNumbers.Of(amount)]);

    // The nodes of a level are siblings on paths to leaves below them.
    private static Fr[] NodesOf(MerkleTree tree, int topLevels)
    {
        int level = tree.Depth - topLevels;
        Fr[] nodes = new Fr[1 << (2 * topLevels)], path = new Fr[tree.PathLength];
        for (uint group = 0; group < nodes.Length; group += MerkleTree.Arity)
        {
            tree.WritePath((group + 1) << (2 * level), path);
            nodes[group] = path[(MerkleTree.Arity - 1) * level];
            tree.WritePath(group << (2 * level), path);
            path.AsSpan((MerkleTree.Arity - 1) * level, MerkleTree.Arity - 1).CopyTo(nodes.AsSpan((int)group + 1));
        }

        return nodes;
    }
}
