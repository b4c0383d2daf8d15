using Plimsoll.Cli.CommandLine;
using Plimsoll.Cli.Workloads;

namespace Plimsoll.Cli.Tests.Workloads;

public sealed class TradeFileTests
{
    private const string Fills = "created_at,market,side,size,price";
    private const string Options = "time_ms,underlying,right,strike_e4,expiry,open_e4,high_e4,low_e4,close_e4,volume";
    private const string Bars = "time_ms,open,high,low,close,volume";
    private const string Fill = "2021-10-28T08:27:43.255Z,UMA-USD,BUY,137.3,11.16";
    private const string Option = "34200000,AAPL,call,6250000,20140606,244500,250500,244500,250500,20";
    private const string Bar = "60000,87488,87535,87488,87529,0.9984";

    [Fact]
    public void Rows_become_trades_in_millionths()
    {
        Assert.Equal([new Trade(2, "UMA-USD", 137_300_000, 1_532_268_000)], Read(Fills, Fill).Trades);
        Assert.Equal([new Trade(2, "AAPL-20140606-call", 20_000_000, 50_100_000_000)], Read(Options, Option).Trades); // 25.05 · 100 shares · 20
        Assert.Equal([new Trade(2, "BTC-USD", 998_400, 87_388_953_600)], Read(Bars, Bar).Trades);
    }

    [Fact]
    public void A_fraction_of_a_millionth_is_rounded_up() =>
        Assert.Equal((UInt128)1, Assert.Single(Read(Fills, "2021-10-28T08:27:43.255Z,A,SELL,0.000001,0.000001").Trades).Cash);

    [Theory]
    [InlineData(Fills, "2021-10-28T08:27:43.255Z,UMA-USD,BUY,137.3", "4 fields instead of 5")]
    [InlineData(Fills, "", "1 fields instead of 5")]
    [InlineData(Fills, "2021-10-28 08:27:43,UMA-USD,BUY,137.3,11.16", "created_at")]
    [InlineData(Fills, "2021-10-28T08:27:43.255Z,,BUY,137.3,11.16", "market")]
    [InlineData(Fills, "2021-10-28T08:27:43.255Z,UMA USD,BUY,137.3,11.16", "market")]
    [InlineData(Fills, "2021-10-28T08:27:43.255Z,UMA-USD,buy,137.3,11.16", "side")]
    [InlineData(Fills, "2021-10-28T08:27:43.255Z,UMA-USD,BUY,-137.3,11.16", "size")]
    [InlineData(Fills, "2021-10-28T08:27:43.255Z,UMA-USD,BUY,0,11.16", "size")]
    [InlineData(Fills, "2021-10-28T08:27:43.255Z,UMA-USD,BUY,1e3,11.16", "size")]
    [InlineData(Fills, "2021-10-28T08:27:43.255Z,UMA-USD,BUY,1.0000001,11.16", "size")]
    [InlineData(Fills, "2021-10-28T08:27:43.255Z,UMA-USD,BUY,.5,11.16", "size")]
    [InlineData(Fills, "2021-10-28T08:27:43.255Z,UMA-USD,BUY,5.,11.16", "size")]
    [InlineData(Fills, "2021-10-28T08:27:43.255Z,UMA-USD,BUY,٣,11.16", "size")]
    [InlineData(Fills, "2021-10-28T08:27:43.255Z,UMA-USD,BUY,137.3,", "price")]
    [InlineData(Fills, "2021-10-28T08:27:43.255Z,UMA-USD,BUY,137.3,NaN", "price")]
    [InlineData(Fills, "2021-10-28T08:27:43.255Z,UMA-USD,BUY,99999999999999999999,99999999999999999999", "too large")]
    [InlineData(Options, "86400000,AAPL,call,6250000,20140606,1,1,1,1,20", "time_ms")]
    [InlineData(Options, "1,AAPL,CALL,6250000,20140606,1,1,1,1,20", "right")]
    [InlineData(Options, "1,AAPL,call,0,20140606,1,1,1,1,20", "strike_e4")]
    [InlineData(Options, "1,AAPL,call,6250000,20140631,1,1,1,1,20", "expiry")]
    [InlineData(Options, "1,AAPL,call,6250000,20140606,1.5,1,1,1,20", "price")]
    [InlineData(Options, "1,AAPL,call,6250000,20140606,2,1,1,1,20", "between low and high")]
    [InlineData(Options, "1,AAPL,call,6250000,20140606,1,1,1,1,0", "volume")]
    [InlineData(Options, "1,AAPL,call,6250000,20140606,1,1,1,1,2.5", "volume")]
    [InlineData(Bars, "1,5,6,4,7,1", "between low and high")]
    public void A_bad_row_is_refused_with_its_line(string header, string row, string reason)
    {
        TradeFile file = Read(header, row);
        Assert.Empty(file.Trades);
        RefusedRow refused = Assert.Single(file.Refused);
        Assert.Equal(2, refused.Line);
        Assert.Contains(reason, refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Good_rows_around_a_bad_one_keep_their_lines_and_the_file_is_refused_as_a_whole()
    {
        TradeFile file = Read(Fills, Fill, "nonsense", Fill, "2021-10-28T08:27:43.254Z,UMA-USD,BUY,1,1");
        Assert.Equal([2, 4], file.Trades.Select(trade => trade.Line));
        Assert.Equal([3, 5], file.Refused.Select(row => row.Line));
        CommandException refusal = Assert.Throws<CommandException>(() => file.RequireClean("fills.csv"));
        Assert.Equal(ExitCode.WrongInput, refusal.ExitCode);
        Assert.Contains("fills.csv: 2 of 4 rows are refused", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("line 3: 1 fields instead of 5", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("line 5: earlier than the row before", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_without_end_is_refused_and_not_kept()
    {
        TradeFile file = Read(Fills, new string('1', 5_000_000), Fill);
        Assert.Contains("longer than", Assert.Single(file.Refused).Reason, StringComparison.Ordinal);
        Assert.Single(file.Trades);
    }

    [Theory]
    [InlineData("")]
    [InlineData("time,price")]
    [InlineData(Fills + " ")]
    public void An_unknown_header_is_refused(string header)
    {
        using StringReader text = new(header);
        Assert.Equal(ExitCode.WrongInput, Assert.Throws<CommandException>(() => TradeFile.Read(text, "x.csv")).ExitCode);
    }

    [Fact]
    public void A_file_without_trades_is_refused() => Assert.Throws<CommandException>(() => Read(Fills).RequireClean("x.csv"));

    [Theory]
    [InlineData("dydx_v3_perp_fills_20211028.csv", 1_026)]
    [InlineData("aapl_options_20140606_minute_trades.csv", 22_067)]
    [InlineData("goog_options_20151224_minute_trades.csv", 958)]
    [InlineData("dydx_btcusd_perp_20260101_minute_trades.csv", 1_410)]
    public void Recorded_trades_are_read_to_the_last_row(string name, int rows)
    {
        string folder = Environment.GetEnvironmentVariable("PLIMSOLL_DATA") ?? Path.Combine(Checkout.Root, "..", "shared", "data");
        string path = Path.Combine(folder, "trades", name);
        Assert.SkipUnless(File.Exists(path), $"{name} is not in $PLIMSOLL_DATA or ../shared/data.");
        TradeFile file = TradeFile.Read(path).RequireClean(name);
        Assert.Equal(rows, file.Trades.Count);
        WorkloadPlan plan = WorkloadPlan.Make(file.Trades, traders: 16);
        Assert.Equal(rows, plan.Swaps.Count);
    }

    internal static TradeFile Read(string header, params string[] rows)
    {
        using StringReader text = new(string.Concat(rows.Prepend(header).Select(line => line + "\n")));
        return TradeFile.Read(text, "test.csv");
    }
}
