using System.Text.Json;
using Plimsoll.Solvency.Backtest;
using Plimsoll.Solvency.Parameters;
using Plimsoll.Solvency.Regimes;

namespace Plimsoll.Solvency.Tests.Backtest;

/// <summary>The collapse of the Nomad bridge on 1 August 2022, as recorded on both chains.</summary>
public sealed class NomadReplayTests
{
    private const string Bitcoin = "0x2260fac5e5542a773aa44fbcfedf7c193bc2c599";
    private const ulong FirstTheft = 1_659_389_551;

    private static readonly Lazy<BacktestReport> s_report = new(() =>
        Replay.Run(NomadRecords.Read(name => RecordedData.Open("nomad", name)), RiskParameters.Default, new()));

    [Fact]
    public void It_alarms_at_the_first_theft_and_never_before()
    {
        BacktestReport report = Report();
        Assert.Equal(FirstTheft, report.TheftAt);
        Assert.Equal(0UL, report.DetectionDelaySeconds);
        Assert.Equal(0, report.FalseAlarms);
        Assert.Equal((FirstTheft, Bitcoin, (ushort)5_454), (report.FirstAlarm!.Time, report.FirstAlarm.Token, report.FirstAlarm.CoverageBps));
        Assert.Equal(4, report.FirstAlarm.Transactions.Length);
    }

    [Fact]
    public void Its_bound_comes_from_its_own_counts()
    {
        BacktestReport report = Report();
        Assert.Equal(32_143, report.EventsBefore);
        Assert.Equal(11, report.Unmapped);
        Assert.Equal(4_223 + 7_187 + 11_417 + 4_846 + 464 + 4_869, report.Events + report.Unmapped);
        Assert.Equal(3.0 / report.EventsBefore, report.FalseAlarmBound);
    }

    [Fact]
    public void Haircut_and_value_follow_the_books()
    {
        BacktestReport report = Report();
        BacktestPoint[] bitcoin = [.. report.Timeline.Where(point => point.Token == Bitcoin && point.Time >= FirstTheft)];
        Assert.Equal(FirstTheft, bitcoin[0].Time);
        Assert.Equal(Regime.Red, bitcoin[0].Head);
        Assert.InRange(bitcoin[0].HaircutBps, 4_500, 10_000);
        Assert.InRange(bitcoin[0].FairValueBps, 5_300, 5_454);
        Assert.InRange(bitcoin[2].CoverageBps, 2_000, 2_100);
        Assert.All(report.Timeline.Where(point => point.Time < FirstTheft), point => Assert.True(point is { Head: Regime.Green, CoverageBps: >= 9_999 }));
        Assert.InRange(report.ConfirmedBlackAt!.Value, FirstTheft + 768, FirstTheft + 1_000);
        Assert.Contains(report.Timeline, point => !point.Overdrawn.IsZero); // money of other routes went as well
    }

    [Fact]
    public void It_prints_what_it_found()
    {
        using MemoryStream stream = new();
        BacktestText.WriteJson(Report(), stream);
        using JsonDocument json = JsonDocument.Parse(stream.ToArray());
        Assert.Equal(0, json.RootElement.GetProperty("detectionDelaySeconds").GetInt32());
        Assert.Equal(0, json.RootElement.GetProperty("falseAlarms").GetInt32());
        Assert.Equal(FirstTheft, json.RootElement.GetProperty("firstAlarm").GetProperty("time").GetUInt64());
        StringWriter text = new();
        BacktestText.WriteSummary(Report(), text);
        Assert.Contains("first alarm at 2022-08-01 21:32:31Z: 0x2260fac5e5542a773aa44fbcfedf7c193bc2c599 at 5454 bps", text.ToString());
    }

    private static BacktestReport Report()
    {
        RecordedData.Files("nomad", ".facts");
        return s_report.Value;
    }
}
