namespace Plimsoll.Cli.CommandLine;

/// <summary>Numbers as people read them.</summary>
internal static class Words
{
    /// <summary>A length of time in at most two units, rounded up: it is said to those who wait.</summary>
    public static string Of(TimeSpan time)
    {
        long seconds = (long)Math.Ceiling(time.TotalSeconds);
        (long days, long hours, long minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60);
        return (days, hours, minutes, seconds % 60) switch
        {
            ( > 0, _, _, _) => Join(days, "d", hours, "h"),
            (_, > 0, _, _) => Join(hours, "h", minutes, "min"),
            (_, _, > 0, _) => Join(minutes, "min", seconds % 60, "s"),
            _ => $"{seconds} s",
        };
    }

    private static string Join(long large, string largeUnit, long small, string smallUnit) =>
        small == 0 ? $"{large} {largeUnit}" : $"{large} {largeUnit} {small} {smallUnit}";
}
