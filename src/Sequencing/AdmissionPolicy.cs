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

    /// <summary>Returns how many slots may be taken in the next interval.</summary>
    /// <remarks>All of it below <see cref="FreeSlots"/>; then what L1 carried lately, falling to nothing at <see cref="MaxSlots"/>.</remarks>
    /// <param name="waiting">Slots that wait.</param>
    /// <param name="carriedPerSecond">Slots that L1 took per second lately.</param>
    /// <param name="interval">The length of the interval.</param>
    public int SlotsFor(int waiting, double carriedPerSecond, TimeSpan interval)
    {
        if (waiting < FreeSlots)
            return MaxSlots - waiting;
        if (waiting >= MaxSlots)
            return 0;
        double room = (double)(MaxSlots - waiting) / (MaxSlots - FreeSlots);
        return (int)Math.Min(carriedPerSecond * interval.TotalSeconds * 2 * room, MaxSlots - waiting);
    }

    /// <summary>Returns when to try again: after as long as L1 needs for what is above <see cref="FreeSlots"/>; from 1 to 60 seconds.</summary>
    public TimeSpan RetryAfter(int waiting, double carriedPerSecond)
    {
        int above = Math.Max(0, waiting - FreeSlots);
        double seconds = carriedPerSecond > 0 ? above / carriedPerSecond : 60;
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
