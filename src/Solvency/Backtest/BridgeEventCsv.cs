namespace Plimsoll.Solvency.Backtest;

/// <summary>Reads events from text: one a line, <c>time,kind,token,amount,transaction,theft</c>.</summary>
/// <remarks>
/// The first line is that header. <c>kind</c> is lock, release, mint or burn; <c>theft</c> is 1, 0 or empty. Lines may be in any order; lines that begin with #
/// and empty lines are skipped.
/// Spec: docs/spec/solvency.md#backtest.
/// </remarks>
public static class BridgeEventCsv
{
    /// <summary>The header line.</summary>
    public const string Header = "time,kind,token,amount,transaction,theft";

    private const int Fields = 6;

    /// <summary>Reads a record.</summary>
    /// <exception cref="EventsException">A line is not as described, or there are too many.</exception>
    public static EventRecord Read(TextReader text)
    {
        List<BridgeEvent> events = [];
        bool hasHeader = false;
        for (int number = 1; text.ReadLine() is { } line; number++)
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (!hasHeader)
            {
                if (line != Header)
                    throw new EventsException($"Line {number}: the header {Header} is expected.");
                hasHeader = true;
                continue;
            }

            if (events.Count == EventRecord.MaxEvents)
                throw new EventsException($"Line {number}: more than {EventRecord.MaxEvents} events.");
            events.Add(Parse(line, number));
        }

        return hasHeader ? new(events) : throw new EventsException($"The header {Header} is expected.");
    }

    private static BridgeEvent Parse(string line, int number)
    {
        string[] fields = line.Split(',');
        if (fields.Length != Fields)
            throw new EventsException($"Line {number}: {Fields} fields are expected.");
        EventKind kind = fields[1] switch
        {
            "lock" => EventKind.Lock,
            "release" => EventKind.Release,
            "mint" => EventKind.Mint,
            "burn" => EventKind.Burn,
            _ => throw new EventsException($"Line {number}: the kind {fields[1]} is not known."),
        };
        bool isTheft = fields[5] switch { "1" => true, "" or "0" => false, _ => throw new EventsException($"Line {number}: theft is 1, 0 or empty.") };
        return new(EventFields.Time(fields[0], "", number), kind, fields[2].Length > 0 ? fields[2] : throw new EventsException($"Line {number}: no token."),
            EventFields.Amount(fields[3], "", number), fields[4], isTheft);
    }
}
