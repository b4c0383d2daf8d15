namespace Plimsoll.Solvency.Liveness;

/// <summary>How long ago something last happened, against what bounds it.</summary>
/// <param name="Clock">What.</param>
/// <param name="AgeSeconds">Since it last happened.</param>
/// <param name="LimitSeconds">The protocol's hard limit; none if there is none.</param>
/// <param name="Score">Standard deviations from the usual interval; none without enough history.</param>
/// <param name="HasWork">Whether there is anything to do: an idle rollup that posts nothing is not late.</param>
public readonly record struct ClockReading(ClockKind Clock, ulong AgeSeconds, ulong? LimitSeconds = null, double? Score = null, bool HasWork = true)
{
    /// <summary>Age over limit; 0 without a limit.</summary>
    public double Utilisation => LimitSeconds is { } limit ? (double)AgeSeconds / Math.Max(1, limit) : 0;
}
