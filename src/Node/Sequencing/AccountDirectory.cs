using System.Collections.Concurrent;
using System.Collections.Immutable;
using Plimsoll.State;

namespace Plimsoll.Node.Sequencing;

/// <summary>Which accounts an owner has. One writer follows the state; anybody reads.</summary>
/// <remarks>An index keeps its owner as long as its batch stands, so only new accounts are looked at; after a rebuilding everything is.</remarks>
public sealed class AccountDirectory
{
    private readonly ConcurrentDictionary<Address, ImmutableArray<uint>> _indices = new();
    private uint _opened, _deposited;

    /// <summary>The indices of an owner's accounts, in the order they were opened; read the accounts to be sure.</summary>
    public IReadOnlyList<uint> Of(Address owner) => _indices.TryGetValue(owner, out ImmutableArray<uint> indices) ? indices : [];

    internal void Follow(RollupState state)
    {
        for (; _opened < state.Opened; _opened++)
            Add(state, _opened);
        for (; _deposited < state.Deposited; _deposited++)
            Add(state, state.Capacity - 1 - _deposited);
    }

    internal void Reset()
    {
        _indices.Clear();
        (_opened, _deposited) = (0, 0);
    }

    private void Add(RollupState state, uint index) =>
        _indices.AddOrUpdate(state[index].Owner, static (_, added) => [added], static (_, known, added) => known.Add(added), index);
}
