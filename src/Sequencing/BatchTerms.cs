using Plimsoll.State;

namespace Plimsoll.Sequencing;

/// <summary>What a batch is built on besides the state: fixed when it is opened, so that every receipt says exactly what was checked.</summary>
/// <param name="BatchTime">L1's time at the opening, in Unix seconds; not before the batch before.</param>
/// <param name="QueueItems">The items of the queue that were known and not consumed; they are its first slots.</param>
public sealed record BatchTerms(uint BatchTime, IReadOnlyList<QueuedOperation> QueueItems);
