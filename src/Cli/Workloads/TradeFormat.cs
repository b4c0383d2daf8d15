using System.Globalization;

namespace Plimsoll.Cli.Workloads;

/// <summary>A kind of file with recorded trades; known by its header line. Documented in docs/guides/workloads.md.</summary>
/// <param name="Name">What it is called in answers.</param>
/// <param name="Header">The file's first line.</param>
/// <param name="Parse">Reads a row of as many fields as the header has; gives the trade, or a reason why not.</param>
internal sealed record TradeFormat(string Name, string Header, TradeFormat.RowParser Parse)
{
    private const uint SharesPerContract = 100;

    // US dollars times 10,000 to millionths.
    private const uint E4ToMillionths = (uint)(Trade.One / 10_000);

    /// <summary>Reads a row; returns null when it was taken, else why not.</summary>
    /// <param name="fields">Its fields.</param>
    /// <param name="line">Its line.</param>
    /// <param name="trade">The trade.</param>
    /// <param name="time">When it was, in the file's own unit: only the order counts.</param>
    public delegate string? RowParser(string[] fields, int line, out Trade trade, out long time);

    public static IReadOnlyList<TradeFormat> All { get; } =
    [
        new("perpetual fills", "created_at,market,side,size,price", ParseFill),
        new("option prints", "time_ms,underlying,right,strike_e4,expiry,open_e4,high_e4,low_e4,close_e4,volume", ParseOption),
        new("perpetual bars", "time_ms,open,high,low,close,volume", ParseBar),
    ];

    private static string? ParseFill(string[] fields, int line, out Trade trade, out long time)
    {
        (trade, time) = (default, 0);
        if (!DateTimeOffset.TryParseExact(fields[0], "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at))
            return $"created_at \"{fields[0]}\" is not a time such as 2021-10-28T08:27:43.255Z";
        time = at.ToUnixTimeMilliseconds();
        if (!IsName(fields[1]))
            return $"market \"{fields[1]}\" is not a name of 1 to 32 letters, digits, hyphens and dots";
        if (fields[2] is not ("BUY" or "SELL"))
            return $"side \"{fields[2]}\" is neither BUY nor SELL";
        return Make(line, fields[1], "size", fields[3], "price", fields[4], out trade);
    }

    private static string? ParseBar(string[] fields, int line, out Trade trade, out long time)
    {
        trade = default;
        return ParseTime(fields[0], out time)
            ?? ParsePrices(fields.AsSpan(1, 4), Trade.Decimals, out _)
            ?? Make(line, "BTC-USD", "volume", fields[5], "close", fields[4], out trade);
    }

    private static string? ParseOption(string[] fields, int line, out Trade trade, out long time)
    {
        trade = default;
        if (ParseTime(fields[0], out time) is { } wrongTime)
            return wrongTime;
        if (!IsName(fields[1]))
            return $"underlying \"{fields[1]}\" is not a name of 1 to 32 letters, digits, hyphens and dots";
        if (fields[2] is not ("call" or "put"))
            return $"right \"{fields[2]}\" is neither call nor put";
        if (!FixedPoint.TryParse(fields[3], 0, out UInt128 strike) || strike == UInt128.Zero)
            return $"strike_e4 \"{fields[3]}\" is not a positive whole number";
        if (!DateTime.TryParseExact(fields[4], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            return $"expiry \"{fields[4]}\" is not a date such as 20140606";
        if (ParsePrices(fields.AsSpan(5, 4), 0, out UInt128 close) is { } wrongPrice)
            return wrongPrice;
        if (!FixedPoint.TryParse(fields[9], 0, out UInt128 contracts) || contracts == UInt128.Zero)
            return $"volume \"{fields[9]}\" is not a positive whole number of contracts";
        if (!FixedPoint.TryMultiplyRoundingUp(close * E4ToMillionths * SharesPerContract, contracts, UInt128.One, out UInt128 cash) || cash > MaxAmount)
            return "price times volume is too large";
        trade = new(line, $"{fields[1]}-{fields[4]}-{fields[2]}", contracts * Trade.One, cash);
        return null;
    }

    /// <summary>2^100: the sum of a million of them stays below an account's limit of 2^120.</summary>
    private static UInt128 MaxAmount { get; } = UInt128.One << 100;

    private static string? Make(int line, string instrument, string sizeName, string sizeText, string priceName, string priceText, out Trade trade)
    {
        trade = default;
        if (!FixedPoint.TryParse(sizeText, Trade.Decimals, out UInt128 size) || size == UInt128.Zero)
            return $"{sizeName} \"{sizeText}\" is not a positive number with at most {Trade.Decimals} decimals";
        if (!FixedPoint.TryParse(priceText, Trade.Decimals, out UInt128 price) || price == UInt128.Zero)
            return $"{priceName} \"{priceText}\" is not a positive number with at most {Trade.Decimals} decimals";
        if (!FixedPoint.TryMultiplyRoundingUp(size, price, Trade.One, out UInt128 cash) || cash > MaxAmount || size > MaxAmount)
            return $"{priceName} times {sizeName} is too large";
        trade = new(line, instrument, size, cash);
        return null;
    }

    private static string? ParseTime(string text, out long milliseconds) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out milliseconds) && milliseconds < 86_400_000
            ? null
            : $"time_ms \"{text}\" is not a number of milliseconds of a day";

    private static string? ParsePrices(ReadOnlySpan<string> openHighLowClose, int decimals, out UInt128 close)
    {
        Span<UInt128> prices = stackalloc UInt128[4];
        close = default;
        for (int i = 0; i < 4; i++)
        {
            if (!FixedPoint.TryParse(openHighLowClose[i], decimals, out prices[i]) || prices[i] == UInt128.Zero)
                return $"price \"{openHighLowClose[i]}\" is not a positive {(decimals == 0 ? "whole number" : "number")}";
        }

        close = prices[3];
        return prices[2] <= UInt128.Min(prices[0], close) && prices[1] >= UInt128.Max(prices[0], close)
            ? null
            : "open and close are not between low and high";
    }

    private static bool IsName(string text) =>
        text.Length is >= 1 and <= 32 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.');
}
