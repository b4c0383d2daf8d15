using Plimsoll.Batches;

namespace Plimsoll.Sequencing;

/// <summary>When a batch is full enough, or old enough, to go to L1.</summary>
public sealed record BatchPolicy
{
    /// <summary>The most slots; from 1 to <see cref="FullLayout.MaxSlots"/>.</summary>
    public int MaxSlots { get; init; } = FullLayout.MaxSlots;

    /// <summary>How old a batch becomes, in seconds of L1 time, before it is closed with what it has.</summary>
    public uint MaxAge { get; init; } = 60;

    /// <summary>The same while blobs are dear: waiting fills them better.</summary>
    public uint MaxAgeWhenDear { get; init; } = 600;

    /// <summary>From which price on blobs are dear, in wei per unit of blob gas.</summary>
    public ulong DearBlobPrice { get; init; } = 50_000_000_000;

    /// <summary>With this many closed batches waiting for L1, age closes no more: another small batch would only queue behind them.</summary>
    public int MaxWaitingBatches { get; init; } = 4;

    /// <summary>Whether a batch with these slots is closed now.</summary>
    /// <param name="slots">Slots in the batch.</param>
    /// <param name="age">Seconds of L1 time since it was opened.</param>
    /// <param name="blobPrice">Wei per unit of blob gas.</param>
    /// <param name="waitingBatches">Closed batches that L1 has not taken yet.</param>
    public bool IsDue(int slots, uint age, ulong blobPrice, int waitingBatches)
    {
        if (slots == 0)
            return false;
        if (slots >= MaxSlots)
            return true;
        if (waitingBatches >= MaxWaitingBatches)
            return false;
        return age >= (blobPrice >= DearBlobPrice ? MaxAgeWhenDear : MaxAge);
    }
}
