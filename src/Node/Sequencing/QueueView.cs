using System.Collections;
using System.Collections.Immutable;
using Plimsoll.Node.Chain;

namespace Plimsoll.Node.Sequencing;

/// <summary>One fact of each queue item, by number, read out of the chain's own list: nothing is copied when a block adds an item. O(log n) an item.</summary>
internal sealed class QueueView<T>(ImmutableList<QueueEntry> queue, Func<QueueEntry, T> fact) : IReadOnlyList<T>
{
    public int Count => queue.Count;

    public T this[int index] => fact(queue[index]);

    public IEnumerator<T> GetEnumerator() => queue.Select(fact).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
