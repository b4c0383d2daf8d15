namespace Plimsoll.Node.Sequencing;

/// <summary>How the sequencer's loop works.</summary>
public sealed record SequencerOptions
{
    /// <summary>How often a block ends.</summary>
    public TimeSpan BlockInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long submissions gather before they are executed: signatures are verified eight side by side.</summary>
    public TimeSpan GatherInterval { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>How many submissions are executed at once, at most.</summary>
    public int MaxGathered { get; init; } = 2_048;

    /// <summary>How long one execution, and one hashing between two executions, may take: both are cut to fit, by what they took before.</summary>
    public TimeSpan Slice { get; init; } = TimeSpan.FromMilliseconds(40);

    /// <summary>So many batches are sealed ahead of L1 while submissions wait to be executed; more only while none does.</summary>
    public int SealedAhead { get; init; } = 2;

    /// <summary>How long submissions may have to wait before they are executed. What would wait longer is refused as busy, at once.</summary>
    public TimeSpan MaxQueueing { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>How many queue items a batch begins with at most.</summary>
    public int MaxQueueItems { get; init; } = 1_024;

    /// <summary>How old a batch may be when it is committed, in seconds: the profile's, checked on L1.</summary>
    public uint MaxBatchAge { get; init; } = 3_600;

    /// <summary>How many items a batch can be made to take at most: the profile's, checked on L1.</summary>
    public int MaxDueItems { get; init; } = 512;

    /// <summary>How long before a queue item is due a batch that leaves it out is built anew, in seconds of L1 time: as long as sealing and committing may take.</summary>
    public uint InclusionLead { get; init; } = 600;

    /// <summary>How old an empty batch becomes before it is opened anew with the present time, in seconds.</summary>
    public uint MaxIdleAge { get; init; } = 12;

    /// <summary>The committer's accounts that fees are collected into.</summary>
    public IReadOnlyList<uint> CollectInto { get; init; } = [];
}
