using Plimsoll.Solvency.Parameters;

namespace Plimsoll.Solvency.Liveness;

/// <summary>Since when a rollup's sequencer is down.</summary>
/// <remarks>
/// By one clock: its blocks where the auditor's own node shows them, else its batches. Down is as late as AMBER has it, and a clock without work never is. Without memory, so that auditors who began at different times
/// say the same. Spec: docs/spec/solvency.md#liveness.
/// </remarks>
public static class SequencerOutage
{
    /// <summary>The time of its last sign of life, or of the oldest thing that it should have done since; 0 while it is up.</summary>
    /// <param name="clocks">The clocks of the stack. Where none shows the sequencer it counts as down from this block on: who cannot see it does not call it up.</param>
    /// <param name="time">The cut's time, Unix seconds, above 0.</param>
    /// <param name="frozenAt">When sequencing ended for good; none while it goes on.</param>
    /// <param name="parameters"><c>clock.block.amber</c> or <c>clock.batch.amber</c>.</param>
    /// <returns>Unix seconds, from 1 to <paramref name="time"/>, or 0.</returns>
    public static ulong Since(IReadOnlyList<ClockReading> clocks, ulong time, ulong? frozenAt, RiskParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(clocks);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentOutOfRangeException.ThrowIfZero(time);
        if (frozenAt is { } frozen)
            return Math.Clamp(frozen, 1, time);
        ClockReading? shown = Find(clocks, ClockKind.Block) ?? Find(clocks, ClockKind.Batch);
        return shown switch
        {
            null => time,
            { HasWork: true } clock when clock.AgeSeconds >= parameters[$"clock.{clock.Clock.ToString().ToLowerInvariant()}.amber"].Value => time > clock.AgeSeconds ? time - clock.AgeSeconds : 1,
            _ => 0,
        };
    }

    private static ClockReading? Find(IReadOnlyList<ClockReading> clocks, ClockKind kind) => clocks.Where(clock => clock.Clock == kind).Select(clock => (ClockReading?)clock).FirstOrDefault();
}
