using Plimsoll.Solvency.Parameters;

namespace Plimsoll.Solvency.Liveness;

/// <summary>How long it usually takes from one event to the next, over a rolling window.</summary>
/// <remarks>
/// Mean and population deviation of the raw intervals, as L2BEAT's anomalies have them: <c>z = (Δt − μ)/σ</c>, where an event at <em>now</em> closes the
/// running interval and is part of the
/// statistics. Sums are exact integers, so no rounding drifts. Times must not fall. Spec: docs/spec/solvency.md#liveness.
/// </remarks>
/// <param name="windowSeconds">How far back intervals count, above 0.</param>
/// <param name="historySeconds">How long must have been watched before there is a score.</param>
public sealed class IntervalStatistics(ulong windowSeconds, ulong historySeconds)
{
    /// <summary>The most intervals that are kept; older ones are forgotten first.</summary>
    public const int MaxIntervals = 1 << 20;

    // Longer ones count as this, so that n·Σx² stays below 2^121.
    private const ulong MaxLength = 1UL << 40;

    private readonly Queue<(ulong End, ulong Length)> _intervals = new();
    private ulong? _first, _last;
    private UInt128 _sum, _squares;

    /// <summary>When the last event was, Unix seconds; none if there was none.</summary>
    public ulong? Last => _last;

    /// <summary>How many intervals count.</summary>
    public int Count => _intervals.Count;

    /// <summary>Makes empty statistics with the document's window and history.</summary>
    public static IntervalStatistics Of(RiskParameters parameters) => new((ulong)parameters["anomaly.window"].Value, (ulong)parameters["anomaly.history"].Value);

    /// <summary>Whether the running interval is an anomaly in L2BEAT's sense: far longer than usual, with enough history to say so.</summary>
    /// <param name="now">Unix seconds, not before the last event.</param>
    /// <param name="parameters"><c>anomaly.zscore</c>.</param>
    public bool IsAnomaly(ulong now, RiskParameters parameters) => Score(now) >= parameters["anomaly.zscore"].Value;

    /// <summary>Notes an event.</summary>
    /// <param name="time">Unix seconds, not before the last event.</param>
    /// <exception cref="ArgumentOutOfRangeException">Time falls.</exception>
    public void Add(ulong time)
    {
        if (_last is { } last)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(time, last);
            ulong length = Math.Min(time - last, MaxLength);
            _intervals.Enqueue((time, length));
            _sum += length;
            _squares += (UInt128)length * length;
        }

        _first ??= time;
        _last = time;
        Forget(time);
    }

    /// <summary>How far the running interval is from what is usual, in standard deviations.</summary>
    /// <param name="now">Unix seconds, not before the last event.</param>
    /// <returns>No value with too little history. Infinite if all intervals were equal and this one is longer.</returns>
    public double? Score(ulong now)
    {
        if (_first is not { } first || _last is not { } last || now < last || now - first < historySeconds)
            return null;
        Forget(now);
        ulong running = Math.Min(now - last, MaxLength);
        int n = _intervals.Count + 1;
        double mean = (double)(_sum + running) / n;
        double deviation = Math.Sqrt((double)((_squares + (UInt128)running * running) * (UInt128)n - (_sum + running) * (_sum + running))) / n;
        return running <= mean ? Math.Min(0, deviation == 0 ? 0 : (running - mean) / deviation) : deviation == 0 ? double.PositiveInfinity
            : (running - mean) / deviation;
    }

    private void Forget(ulong now)
    {
        while (_intervals.TryPeek(out (ulong End, ulong Length) oldest) && (now - oldest.End > windowSeconds || _intervals.Count > MaxIntervals))
        {
            _intervals.Dequeue();
            _sum -= oldest.Length;
            _squares -= (UInt128)oldest.Length * oldest.Length;
        }
    }
}
