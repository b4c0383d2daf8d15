using Plimsoll.Cli.CommandLine;

namespace Plimsoll.Cli.Workloads;

/// <summary>Recorded trades out of a file, and the rows that were refused.</summary>
/// <param name="Format">What kind of file it is.</param>
/// <param name="Trades">In their order.</param>
/// <param name="Refused">In their order.</param>
internal sealed record TradeFile(TradeFormat Format, IReadOnlyList<Trade> Trades, IReadOnlyList<RefusedRow> Refused)
{
    public const int MaxRows = 1_000_000;
    public const int MaxLineLength = 512;

    /// <summary>How many refusals a message shows.</summary>
    private const int ShownRefusals = 20;

    /// <exception cref="CommandException">There is no such file, or its first line is no known header.</exception>
    public static TradeFile Read(string path)
    {
        if (!File.Exists(path))
            throw CommandException.Unavailable($"there is no file {path}", "Check the path given with --workload.");
        using StreamReader lines = new(path);
        return Read(lines, path);
    }

    /// <inheritdoc cref="Read(string)"/>
    public static TradeFile Read(TextReader lines, string name)
    {
        string? header = ReadLine(lines, out _);
        TradeFormat format = TradeFormat.All.FirstOrDefault(known => known.Header == header)
            ?? throw CommandException.WrongInput(
                $"{name}, line 1: no known header\n  known: {string.Join("\n         ", TradeFormat.All.Select(known => known.Header))}", "See docs/guides/workloads.md.");
        int fieldCount = format.Header.Count(letter => letter == ',') + 1;
        List<Trade> trades = [];
        List<RefusedRow> refused = [];
        long lastTime = long.MinValue;
        for (int line = 2; ReadLine(lines, out bool isTooLong) is { } row; line++)
        {
            if (line > MaxRows + 1)
                throw CommandException.WrongInput($"{name}: more than {MaxRows} rows", "Split the file.");
            string[] fields = row.Split(',');
            string? reason = isTooLong ? $"longer than {MaxLineLength} characters"
                : fields.Length != fieldCount ? $"{fields.Length} fields instead of {fieldCount}"
                : null;
            Trade trade = default;
            long time = 0;
            reason ??= format.Parse(fields, line, out trade, out time);
            if (reason is null && time < lastTime)
                reason = "earlier than the row before";
            if (reason is not null)
            {
                refused.Add(new(line, reason));
                continue;
            }

            lastTime = time;
            trades.Add(trade);
        }

        return new(format, trades, refused);
    }

    /// <summary>Insists that every row is a trade, and that there is one.</summary>
    /// <exception cref="CommandException">Otherwise, with line numbers.</exception>
    public TradeFile RequireClean(string name)
    {
        if (Refused.Count > 0)
        {
            string more = Refused.Count > ShownRefusals ? $"\n  and {Refused.Count - ShownRefusals} more" : "";
            throw CommandException.WrongInput(
                $"{name}: {Refused.Count} of {Refused.Count + Trades.Count} rows are refused\n  {string.Join("\n  ", Refused.Take(ShownRefusals))}{more}",
                "Correct them, or leave them out with --skip-bad-rows.");
        }

        return RequireTrades(name);
    }

    public TradeFile RequireTrades(string name) => Trades.Count > 0 ? this : throw CommandException.WrongInput($"{name}: no trades in it");

    /// <summary>Reads a line, keeping no more of it than <see cref="MaxLineLength"/>: a file without line ends must not fill the memory.</summary>
    private static string? ReadLine(TextReader lines, out bool isTooLong)
    {
        isTooLong = false;
        System.Text.StringBuilder text = new();
        int next = lines.Read();
        if (next < 0)
            return null;
        for (; next >= 0 && next != '\n'; next = lines.Read())
        {
            if (text.Length <= MaxLineLength)
                text.Append((char)next);
        }

        isTooLong = text.Length > MaxLineLength;
        return text.Length > 0 && text[^1] == '\r' ? text.ToString(0, text.Length - 1) : text.ToString();
    }
}
