using Plimsoll.L1.Rpc;
using Plimsoll.Node.Contracts;
using Plimsoll.Primitives;

namespace Plimsoll.Cli.Devnets;

/// <summary>Everything that a rollup's contract ever said, in order, with where it said it.</summary>
internal sealed class RollupHistory
{
    private RollupHistory(IReadOnlyList<(RollupEvent Event, Log Log)> events) => Events = events;

    public IReadOnlyList<(RollupEvent Event, Log Log)> Events { get; }

    /// <summary>The queue's items by number.</summary>
    public IReadOnlyList<QueueItem> Items => [.. Of<RollupEvent.QueueItemAdded>().Select(entry => entry.Event.Item)];

    public static async Task<RollupHistory> ReadAsync(EthereumClient node, Address rollup, CancellationToken cancellationToken)
    {
        ulong latest = await node.GetBlockNumberAsync(cancellationToken).ConfigureAwait(false);
        List<(RollupEvent, Log)> events = [];
        await foreach (Log log in node.GetLogsAsync(0, latest, new([rollup], []), cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            if (RollupEvents.Decode(log) is { } known)
                events.Add((known, log));
        }

        return new(events);
    }

    public IEnumerable<(T Event, Log Log)> Of<T>()
        where T : RollupEvent =>
        Events.Where(entry => entry.Event is T).Select(entry => ((T)entry.Event, entry.Log));
}
