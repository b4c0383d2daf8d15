namespace Plimsoll.Solvency.Backtest;

/// <summary>Reads the recorded transfers of the Nomad bridge between Ethereum and Moonbeam, as the XChainWatcher study publishes them.</summary>
/// <remarks>
/// Tab-separated files of events, with the pairing of tokens beside them. A token whose home is Moonbeam (its wrapped native one) runs the other way round:
/// locked there, minted on
/// Ethereum. Events of tokens without a pair are counted and left out. Spec: docs/spec/solvency.md#backtest.
/// </remarks>
public static class NomadRecords
{
    private const string Pairs = "token_mapping.facts", Natives = "wrapped_native_token.facts", Attacks = "attacks.csv";
    private const int PairFields = 5, NativeFields = 2;

    // Name, what it is for a token at home on Ethereum, and the columns of token, amount and transaction.
    private static readonly (string Name, EventKind Kind, int Columns, int Token, int Amount)[] s_files =
    [
        ("SC_ValidERC20TokenDeposit.csv", EventKind.Lock, 12, 7, 11),
        ("SC_ValidNativeTokenDeposit.csv", EventKind.Lock, 12, 7, 11),
        ("TC_ValidERC20TokenDeposit.csv", EventKind.Mint, 7, 4, 6),
        ("TC_ValidERC20TokenWithdrawal.csv", EventKind.Burn, 12, 7, 11),
        ("TC_ValidNativeTokenWithdrawal.csv", EventKind.Burn, 12, 7, 11),
        ("SC_ValidERC20TokenWithdrawal.csv", EventKind.Release, 7, 4, 6),
    ];

    /// <summary>The files that <see cref="Read"/> asks for.</summary>
    public static IReadOnlyList<string> Files => [Pairs, Natives, Attacks, .. s_files.Select(file => file.Name)];

    /// <summary>Reads the record.</summary>
    /// <param name="open">Opens a file of <see cref="Files"/> as text, unpacked. The reader is disposed here.</param>
    /// <exception cref="EventsException">A line is not as described, or there are too many.</exception>
    public static EventRecord Read(Func<string, TextReader> open)
    {
        string[][] pairs = [.. Rows(open, Pairs, '\t', PairFields)];
        HashSet<(string Chain, string Token)> natives = [.. Rows(open, Natives, '\t', NativeFields).Select(row => (row[0], row[1]))];
        Dictionary<string, string> names = [];
        HashSet<string> reversed = [];
        foreach (string[] pair in pairs)
        {
            (string source, string target) = (pair[2], pair[3]);
            (names[source], names[target]) = (source, source);
            if (natives.Contains((pair[1], target)))
                reversed.Add(source);
        }

        HashSet<(string Transaction, string Token, string Amount)> thefts = [.. Rows(open, Attacks, ',', 9).Skip(1).Select(row => (row[2], row[4], row[6]))];
        List<BridgeEvent> events = [];
        int unmapped = 0;
        foreach ((string file, EventKind kind, int columns, int token, int amount) in s_files)
        {
            int line = 0;
            foreach (string[] row in Rows(open, file, '\t', columns))
            {
                line++;
                if (events.Count == EventRecord.MaxEvents)
                    throw new EventsException($"{file} line {line}: more than {EventRecord.MaxEvents} events.");
                if (!names.TryGetValue(row[token], out string? name))
                {
                    unmapped++;
                    continue;
                }

                bool isTheft = kind == EventKind.Release && thefts.Contains((row[1], row[token], row[amount]));
                events.Add(new(EventFields.Time(row[0], file, line), reversed.Contains(name) ? Reverse(kind) : kind, name,
                    EventFields.Amount(row[amount], file, line), row[1], isTheft));
            }
        }

        return new(events, unmapped);
    }

    private static EventKind Reverse(EventKind kind) => kind switch
    {
        EventKind.Lock => EventKind.Burn,
        EventKind.Burn => EventKind.Lock,
        EventKind.Mint => EventKind.Release,
        _ => EventKind.Mint,
    };

    private static IEnumerable<string[]> Rows(Func<string, TextReader> open, string file, char separator, int fields)
    {
        using TextReader text = open(file);
        for (int number = 1; text.ReadLine() is { } line; number++)
        {
            if (line.Length == 0)
                continue;
            string[] row = line.Split(separator);
            yield return row.Length == fields ? row : throw new EventsException($"{file} line {number}: {fields} fields are expected, not {row.Length}.");
        }
    }
}
