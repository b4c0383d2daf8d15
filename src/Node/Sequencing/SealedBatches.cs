using System.Collections.Concurrent;
using Plimsoll.Sequencing;

namespace Plimsoll.Node.Sequencing;

/// <summary>The outbox in memory. Safe for one writer and many readers.</summary>
public sealed class SealedBatches : IBatchOutbox
{
    private readonly ConcurrentDictionary<ulong, SealedBatch> _batches = new();

    /// <summary>How many batches wait or are on their way.</summary>
    public int Count => _batches.Count;

    /// <inheritdoc cref="FindAsync"/>
    public SealedBatch? Find(ulong height) => _batches.GetValueOrDefault(height);

    /// <inheritdoc/>
    public ValueTask<SealedBatch?> FindAsync(ulong height, CancellationToken cancellationToken = default) => ValueTask.FromResult(Find(height));

    internal void Add(SealedBatch batch) => _batches[batch.Number] = batch;

    internal void RemoveFrom(ulong height) => RemoveWhere(number => number >= height);

    internal void RemoveUpTo(ulong height) => RemoveWhere(number => number <= height);

    private void RemoveWhere(Predicate<ulong> isGone)
    {
        foreach (ulong number in _batches.Keys)
        {
            if (isGone(number))
                _batches.TryRemove(number, out _);
        }
    }
}
