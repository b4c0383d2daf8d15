using Plimsoll.State;

namespace Plimsoll.Sequencing;

/// <summary>What the sequencer asks of operations, and how much it takes in when L1 is slower than its users.</summary>
/// <remarks>Slots *wait* from the moment they are executed until their batch is committed on L1, and where a validity proof counts, proven.</remarks>
public sealed record AdmissionPolicy
{
    private const int MostSlotsOfOperation = 2;

    /// <summary>The least fee for each token, in its smallest unit; a token that is not here costs nothing.</summary>
    public IReadOnlyDictionary<byte, UInt128> MinimumFees { get; init; } = new Dictionary<byte, UInt128>();

    /// <summary>How long an operation must be valid beyond the batch's time, in seconds, so that it survives when its batch is built anew.</summary>
    public uint MinimumLifetime { get; init; } = 600;

    /// <summary>Below this many waiting slots everything is taken: room for bursts.</summary>
    public int FreeSlots { get; init => field = NotNegative(value); } = 600_000;

    /// <summary>At this many waiting slots nothing is taken.</summary>
    public int MaxSlots { get; init => field = NotNegative(value); } = 900_000;

    /// <summary>How long a slot may wait for L1, in seconds of L1 time: well below what a batch may be old, and what a queue item may wait.</summary>
    public uint MaxWait { get; init => field = NotZero(value); } = 900;

    /// <summary>How long the oldest batch may wait for its proofs, in seconds of L1 time: well below the proof deadline, since a batch that misses it takes all behind it along.</summary>
    public uint MaxUnproven { get; init => field = NotZero(value); } = uint.MaxValue;

    /// <summary>So many slots may wait however little L1 carried lately.</summary>
    public int LeastSlots { get; init => field = NotNegative(value); } = 2 * Batches.FullLayout.MaxSlots;

    /// <summary>Returns how many slots may be taken in the next interval; a part of one counts in the intervals after it.</summary>
    /// <remarks>
    /// A limit of <see cref="MaxSlots"/>, or of what L1 carries in <see cref="MaxWait"/> if that is less. All of it below <see cref="FreeSlots"/>, and as large a part of a smaller limit; then up to twice
    /// what L1 carried lately, falling to nothing at the limit. The same when L1 has taken nothing for half of <see cref="MaxWait"/>, and for all of it; and so with a proof and <see cref="MaxUnproven"/>.
    /// </remarks>
    /// <param name="backlog">What waits.</param>
    /// <param name="interval">The length of the interval.</param>
    /// <param name="unused">What was left of the interval before: a prover may do less than a slot in one. No more of it is kept than an operation takes.</param>
    public double SlotsFor(in Backlog backlog, TimeSpan interval, double unused = 0)
    {
        double limit = MaxSlots, free = FreeSlots;
        double? carried = backlog.Capacity is { } measured ? double.IsFinite(measured) ? Math.Max(measured, 0) : 0 : null;
        if (carried is { } rate && rate * MaxWait < limit)
        {
            limit = Math.Clamp(rate * MaxWait, Math.Min(LeastSlots, MaxSlots), MaxSlots);
            free = limit * FreeSlots / MaxSlots;
        }

        double still = Math.Max(Stillness(backlog.Still, MaxWait), Stillness(backlog.Unproven, MaxUnproven));
        if (backlog.Slots >= limit || still >= 1)
            return 0;
        if (backlog.Slots < free && still <= 0)
            return limit - backlog.Slots;
        double room = Math.Min((limit - backlog.Slots) / Math.Max(limit - free, 1), Math.Min(1 - still, 1));
        double fresh = (carried ?? 0) * Math.Max(interval.TotalSeconds, 0) * 2 * Math.Min(room, 1);
        return Math.Min(Math.Clamp(unused, 0, MostSlotsOfOperation) + fresh, limit - backlog.Slots);
    }

    /// <summary>Returns when to try again: after as long as L1 needs for what is above <see cref="FreeSlots"/>; from 1 to 60 seconds.</summary>
    public TimeSpan RetryAfter(in Backlog backlog)
    {
        int above = Math.Max(0, backlog.Slots - FreeSlots);
        double seconds = above == 0 ? 1 : backlog.Capacity is { } carried and > 0 ? above / carried : 60;
        return TimeSpan.FromSeconds(Math.Clamp(Math.Ceiling(seconds), 1, 60));
    }

    // From 0 at half of what may be to 1 at all of it.
    private static double Stillness(uint waited, uint most) => 2.0 * waited / most - 1;

    private static int NotNegative(int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        return value;
    }

    private static uint NotZero(uint value)
    {
        ArgumentOutOfRangeException.ThrowIfZero(value);
        return value;
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
