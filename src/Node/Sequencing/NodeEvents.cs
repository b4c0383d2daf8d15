using System.Threading.Channels;

namespace Plimsoll.Node.Sequencing;

/// <summary>Something that people watch for.</summary>
public abstract record NodeEvent
{
    /// <summary>A block is on disk and confirmed.</summary>
    public sealed record BlockConfirmed(ulong Number, ulong Batch, ulong FirstSlot, int Operations, Bytes32 ReceiptHash) : NodeEvent;

    /// <summary>A batch has its roots and waits for L1.</summary>
    public sealed record BatchSealed(ulong Number, int Slots, Fr Root) : NodeEvent;

    /// <summary>Batches were built anew after L1 changed its mind.</summary>
    public sealed record BatchesRebuilt(ulong From, ulong Generation, int Broken) : NodeEvent;

    /// <summary>A part of a batch is proven, and the proof is on disk.</summary>
    public sealed record SegmentProven(ulong Batch, int Segment, int Segments) : NodeEvent;

    /// <summary>L1 holds a batch's proof.</summary>
    public sealed record BatchProven(ulong Batch, int Segments, Bytes32 HeaderHash) : NodeEvent;
}

/// <summary>Hands events to everybody who listens. A listener that is too slow loses the oldest ones. Safe for concurrent use.</summary>
public sealed class NodeEvents
{
    private const int Buffer = 256;
    private readonly Lock _lock = new();
    private Channel<NodeEvent>[] _listeners = [];

    /// <summary>How many listen.</summary>
    public int Count => _listeners.Length;

    /// <summary>Hands an event out; never waits.</summary>
    public void Publish(NodeEvent item)
    {
        foreach (Channel<NodeEvent> listener in _listeners)
            listener.Writer.TryWrite(item);
    }

    /// <summary>Listens until cancelled.</summary>
    public async IAsyncEnumerable<NodeEvent> ListenAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Channel<NodeEvent> own = Channel.CreateBounded<NodeEvent>(new BoundedChannelOptions(Buffer) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (_lock)
            _listeners = [.. _listeners, own];
        try
        {
            await foreach (NodeEvent item in own.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
                yield return item;
        }
        finally
        {
            lock (_lock)
                _listeners = [.. _listeners.Where(listener => listener != own)];
        }
    }
}
