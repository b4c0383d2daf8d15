using Plimsoll.Node.Sequencing;
using Plimsoll.State;

namespace Plimsoll.Node.Tests.Sequencing;

/// <summary>The state behind batches that somebody else has committed.</summary>
internal sealed class DerivedInMemory : IDerivedHead
{
    private readonly List<QueuedOperation> _taken = [];

    public bool IsKnown { get; set; } = true;

    /// <summary>Somebody's batch takes these items of the queue.</summary>
    public void Take(IEnumerable<QueuedOperation> items) => _taken.AddRange(items);

    /// <summary>The batch is on L1.</summary>
    public void Commit(SettlementInMemory layer) => layer.Change(view => view with
    {
        Head = 1,
        Batches = new Dictionary<ulong, CommittedBatch> { [1] = new(Make().Root, 0, (ulong)_taken.Count) },
    });

    public Task<DerivedHead?> DeriveAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult(IsKnown ? new DerivedHead(Make(), new(1, SettlementInMemory.Genesis, (ulong)_taken.Count, 0)) : null);

    private RollupState Make()
    {
        RollupState state = new(depth: 3);
        foreach (QueuedOperation item in _taken)
            StateTransition.ApplyQueued(state, item);
        state.Commit();
        return state;
    }
}
