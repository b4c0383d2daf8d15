using Plimsoll.State;

namespace Plimsoll.Sequencing;

/// <summary>What the sequencer asks of operations, and how much it takes in when L1 is slower than its users.</summary>
/// <remarks>Slots *wait* from the moment they are executed until their batch is committed on L1.</remarks>
public sealed record AdmissionPolicy
{
    /// <summary>The least fee for each token, in its smallest unit; a token that is not here costs nothing.</summary>
    public IReadOnlyDictionary<byte, UInt128> MinimumFees { get; init; } = new Dictionary<byte, UInt128>();

    /// <summary>How long an operation must be valid beyond the batch's time, in seconds, so that it survives when its batch is built anew.</summary>
    public uint MinimumLifetime { get; init; } = 600;

    /// <summary>Below this many waiting slots everything is taken: room for bursts.</summary>
    public int FreeSlots { get; init; } = 600_000;

    /// <summary>At this many waiting slots nothing is taken.</summary>
    public int MaxSlots { get; init; } = 900_000;

    /// <summary>How long a slot may wait for L1, in seconds of L1 time: well below what a batch may be old, and what a queue item may wait.</summary>
    public uint MaxWait { get; init; } = 900;

    /// <summary>So many slots may wait however little L1 carried lately.</summary>
    public int LeastSlots { get; init; } = 2 * Batches.FullLayout.MaxSlots;

    /// <summary>Returns how many slots may be taken in the next interval.</summary>
    /// <remarks>
    /// A limit of <see cref="MaxSlots"/>, or of what L1 carries in <see cref="MaxWait"/> if that is less. All of it below two thirds; then what L1 carried lately,
    /// falling to nothing at the limit. The same when L1 has taken nothing for half of <see cref="MaxWait"/>, and for all of it.
    /// </remarks>
    /// <param name="backlog">What waits.</param>
    /// <param name="interval">The length of the interval.</param>
    public int SlotsFor(in Backlog backlog, TimeSpan interval)
    {
        double limit = MaxSlots, free = FreeSlots;
        if (backlog.Capacity is { } carried && carried * MaxWait < limit)
        {
            limit = Math.Clamp(carried * MaxWait, Math.Min(LeastSlots, MaxSlots), MaxSlots);
            free = limit * FreeSlots / MaxSlots;
        }

        double still = 2.0 * backlog.Still / MaxWait - 1; // from 0 at half of what may be to 1 at all of it
        if (backlog.Slots >= limit || still >= 1)
            return 0;
        if (backlog.Slots < free && still <= 0)
            return (int)limit - backlog.Slots;
        double room = Math.Min((limit - backlog.Slots) / Math.Max(limit - free, 1), Math.Min(1 - still, 1));
        return (int)Math.Min((backlog.Capacity ?? 0) * interval.TotalSeconds * 2 * Math.Min(room, 1), limit - backlog.Slots);
    }

    /// <summary>Returns when to try again: after as long as L1 needs for what is above <see cref="FreeSlots"/>; from 1 to 60 seconds.</summary>
    public TimeSpan RetryAfter(in Backlog backlog)
    {
        int above = Math.Max(0, backlog.Slots - FreeSlots);
        double seconds = above == 0 ? 1 : backlog.Capacity is { } carried and > 0 ? above / carried : 60;
        return TimeSpan.FromSeconds(Math.Clamp(Math.Ceiling(seconds), 1, 60));
    }

    /// <summary>Checks what needs no look at the state beyond the payer's token.</summary>
    internal Refusal Check(in Operation operation, byte token, uint batchTime)
    {
        if (operation.Word.Kind == OperationKind.Collect)
            return Refusal.NotForUsers;
        if (operation.Word.ValidUntil < (ulong)batchTime + MinimumLifetime
            || (operation.Word.Kind == OperationKind.SwapA && operation.LinkedWord.ValidUntil < (ulong)batchTime + MinimumLifetime))
        {
            return Refusal.ExpiresTooSoon;
        }

        return MinimumFees.TryGetValue(token, out UInt128 fee) && operation.Word.Fee < fee ? Refusal.FeeTooLow : Refusal.None;
    }
}
