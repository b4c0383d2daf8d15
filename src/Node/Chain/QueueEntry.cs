using Plimsoll.Node.Contracts;

namespace Plimsoll.Node.Chain;

/// <summary>An item of the queue, and when it entered.</summary>
/// <param name="Item">The item.</param>
/// <param name="EnteredAt">Unix seconds.</param>
public readonly record struct QueueEntry(QueueItem Item, ulong EnteredAt);
