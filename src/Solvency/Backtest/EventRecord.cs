namespace Plimsoll.Solvency.Backtest;

/// <summary>Recorded events in the order of time.</summary>
public sealed class EventRecord
{
    /// <summary>The most events that a record may have.</summary>
    public const int MaxEvents = 20_000_000;

    /// <summary>Sorts events; those of one block stay in their order.</summary>
    /// <param name="events">At most <see cref="MaxEvents"/>.</param>
    /// <param name="unmapped">How many events the source has of tokens it does not pair.</param>
    public EventRecord(IEnumerable<BridgeEvent> events, int unmapped = 0) => (Events, Unmapped) = ([.. events.OrderBy(item => item.Time)], unmapped);

    /// <summary>The events.</summary>
    public IReadOnlyList<BridgeEvent> Events { get; }

    /// <summary>How many events were left out because the source does not say which token they belong to.</summary>
    public int Unmapped { get; }
}
