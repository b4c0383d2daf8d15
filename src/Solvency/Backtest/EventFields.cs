using System.Globalization;

namespace Plimsoll.Solvency.Backtest;

/// <summary>Fields that every record of events has.</summary>
internal static class EventFields
{
    private const int MaxAmountBits = 192;

    public static ulong Time(string text, string file, int line) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong time) && time < 1UL << 40 ? time
            : throw new EventsException($"{file} line {line}: the time {text} is none.");

    /// <summary>Below 2^192, so that sums over a record fit.</summary>
    public static UInt256 Amount(string text, string file, int line) =>
        text.Length > 0 && text.All(char.IsAsciiDigit) && UInt256.TryParse(text, out UInt256 amount) && amount.BitLength <= MaxAmountBits
            ? amount : throw new EventsException($"{file} line {line}: the amount {text} is none.");
}
