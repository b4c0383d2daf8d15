using System.Collections.Concurrent;
using System.Collections.Immutable;
using Plimsoll.State;

namespace Plimsoll.Node.Sequencing;

/// <summary>Which accounts an owner has. One writer follows the state; anybody reads.</summary>
/// <remarks>
/// An index keeps its owner as long as its batch stands, so only new accounts are looked at; after a rebuilding everything is, into a directory that then takes the
/// place of the old one: no reader sees half of it.
/// </remarks>
public sealed class AccountDirectory
{
    private volatile ConcurrentDictionary<Address, ImmutableArray<uint>> _indices = new();
    private uint _opened, _deposited;

    /// <summary>The indices of an owner's accounts, in the order they were opened; read the accounts to be sure.</summary>
    public IReadOnlyList<uint> Of(Address owner) => _indices.TryGetValue(owner, out ImmutableArray<uint> indices) ? indices : [];

    internal void Follow(RollupState state) => Follow(state, _indices);

    internal void Replace(RollupState state)
    {
        ConcurrentDictionary<Address, ImmutableArray<uint>> indices = new();
        (_opened, _deposited) = (0, 0);
        Follow(state, indices);
        _indices = indices;
    }

    private void Follow(RollupState state, ConcurrentDictionary<Address, ImmutableArray<uint>> indices)
    {
        for (; _opened < state.Opened; _opened++)
            Add(state, _opened, indices);
        for (; _deposited < state.Deposited; _deposited++)
            Add(state, state.Capacity - 1 - _deposited, indices);
    }

    private static void Add(RollupState state, uint index, ConcurrentDictionary<Address, ImmutableArray<uint>> indices) =>
        indices.AddOrUpdate(state[index].Owner, static (_, added) => [added], static (_, known, added) => known.Add(added), index);
}
