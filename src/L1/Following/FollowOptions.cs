namespace Plimsoll.L1.Following;

/// <summary>Where following begins and what it may cost.</summary>
public sealed record FollowOptions
{
    /// <summary>The number of the first block to hand out, such as that of the contracts' deployment. Default 0.</summary>
    public ulong Start { get; init; }

    /// <summary>The last block that the caller has taken in (and not unwound) in an earlier run; null for the first run.</summary>
    public BlockLink? Cursor { get; init; }

    /// <summary>The last finalized block that was reported in an earlier run; null for the first run. Nothing up to it is unwound.</summary>
    public BlockId? Finalized { get; init; }

    /// <summary>
    /// Gives the block of a number that was handed out in an earlier run, or null. Asked only when the cursor was replaced while nobody
    /// followed; without it such a reorg ends in <see cref="DeepReorgException"/>.
    /// </summary>
    public Func<ulong, CancellationToken, ValueTask<BlockLink?>>? Recall { get; init; }

    /// <summary>The time between two looks at the heads. Default 1 s.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many blocks are read together when behind. Default 16.</summary>
    public int ReadAhead { get; init; } = 16;

    /// <summary>How many links (about 72 bytes each) are kept at most while nothing is finalized. Default 65 536, nine days of blocks.</summary>
    public int MaxLinks { get; init; } = 1 << 16;

    /// <summary>
    /// Whether each header's hash is recomputed. Default true; a fork that adds a field to headers makes it necessary to turn it off until
    /// this code knows the field.
    /// </summary>
    public bool CheckHashes { get; init; } = true;
}
