namespace Plimsoll.Sequencing;

/// <summary>One step of a sequencer, as its log keeps it: what a restart does again.</summary>
public abstract record LogEntry
{
    private LogEntry()
    {
    }

    /// <summary>A batch was opened.</summary>
    /// <param name="Terms">With what.</param>
    public sealed record Opened(BatchTerms Terms) : LogEntry;

    /// <summary>A block of operations was taken.</summary>
    /// <param name="Block">The block.</param>
    public sealed record Taken(Block Block) : LogEntry;

    /// <summary>The open batch was closed.</summary>
    /// <param name="CollectInto">The committer's accounts that fees went to.</param>
    public sealed record Closed(IReadOnlyList<uint> CollectInto) : LogEntry;

    /// <summary>Batches were taken back.</summary>
    /// <param name="Number">The first of them.</param>
    public sealed record Rewound(ulong Number) : LogEntry;
}
