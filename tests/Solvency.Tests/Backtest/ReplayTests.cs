using Plimsoll.Solvency.Backtest;
using Plimsoll.Solvency.Parameters;
using Plimsoll.Solvency.Regimes;

namespace Plimsoll.Solvency.Tests.Backtest;

public sealed class ReplayTests
{
    private const string Story = """
        # a bridge that is emptied, and an alarm before that was none
        time,kind,token,amount,transaction,theft
        1000,lock,usd,1000000,0x1,
        1012,mint,usd,1000000,0x2,
        2000,burn,usd,100,0x3,0
        2012,release,usd,100,0x4,0
        9000,release,usd,600000,0x6,1
        9012,release,usd,399900,0x7,1
        """;

    [Fact]
    public void A_theft_is_seen_in_its_block()
    {
        BacktestReport report = Run(Story);
        Assert.Equal((9_000UL, 0UL, 0, 4), (report.FirstAlarm!.Time, report.DetectionDelaySeconds, report.FalseAlarms, report.EventsBefore));
        Assert.Equal((ushort)3_999, report.FirstAlarm.CoverageBps);
        Assert.Equal(0.75, report.FalseAlarmBound);
        Assert.Equal(9_012UL + 768, report.ConfirmedBlackAt);
        Assert.Equal((Regime.Green, Regime.Red), (report.Timeline[0].Head, report.Timeline[^1].Head));
    }

    [Fact]
    public void The_order_of_lines_does_not_matter()
    {
        string[] lines = Story.Split('\n');
        string shuffled = string.Join('\n', [lines[0], lines[1], .. lines[2..].Reverse()]);
        Assert.Equal(Run(Story).FirstAlarm!.Time, Run(shuffled).FirstAlarm!.Time);
        Assert.Equal(Run(Story).Timeline.AsEnumerable(), Run(shuffled).Timeline);
    }

    [Fact]
    public void An_alarm_before_the_theft_is_a_false_one()
    {
        BacktestReport report = Run(Story + "\n3000,mint,usd,5000,0x5,\n3100,burn,usd,5000,0x5,");
        Assert.Equal((3_000UL, 0UL, 1), (report.FirstAlarm!.Time, report.DetectionDelaySeconds, report.FalseAlarms));
        Assert.InRange(report.FalseAlarmBound, 4.74 / 6, 4.75 / 6);
    }

    [Fact]
    public void A_late_mark_gives_a_late_detection_and_no_mark_gives_none()
    {
        Assert.Null(Run(Story.Replace(",1\n", ",0\n", StringComparison.Ordinal)[..^1]).DetectionDelaySeconds);
        BacktestReport slow = Run("time,kind,token,amount,transaction,theft\n1,lock,a,10000,t,\n2,mint,a,10000,t,\n3,release,a,5,t,1\n100,release,a,5000,t,1");
        Assert.Equal((3UL, 97UL), (slow.TheftAt, slow.DetectionDelaySeconds));
    }

    [Fact]
    public void An_empty_record_is_no_finding()
    {
        BacktestReport report = Run("time,kind,token,amount,transaction,theft");
        Assert.Equal((0, 0, 1.0), (report.Events, report.Cuts, report.FalseAlarmBound));
        Assert.Null(report.FirstAlarm);
    }

    [Fact]
    public void Other_routes_money_is_remembered_and_given_back_first()
    {
        BacktestReport report = Run("time,kind,token,amount,transaction,theft\n1,lock,a,1000,t,\n2,mint,a,1000,t,\n3,release,a,1500,t,1\n4,lock,a,600,t,");
        Assert.Equal("500", report.Timeline.Single(point => point.Time == 3).Overdrawn.ToString());
        Assert.Equal((ushort)1_000, report.Timeline.Single(point => point.Time == 4).CoverageBps);
    }

    [Theory]
    [InlineData("")]
    [InlineData("time,kind,token,amount\n")]
    [InlineData("time,kind,token,amount,transaction,theft\n1,lock,a,1,t")]
    [InlineData("time,kind,token,amount,transaction,theft\n1,lock,a,1,t,,")]
    [InlineData("time,kind,token,amount,transaction,theft\n1,steal,a,1,t,")]
    [InlineData("time,kind,token,amount,transaction,theft\n-1,lock,a,1,t,")]
    [InlineData("time,kind,token,amount,transaction,theft\n1,lock,a,-1,t,")]
    [InlineData("time,kind,token,amount,transaction,theft\n1,lock,a,1.5,t,")]
    [InlineData("time,kind,token,amount,transaction,theft\n1,lock,a,99999999999999999999999999999999999999999999999999999999999999,t,")]
    [InlineData("time,kind,token,amount,transaction,theft\n1,lock,,1,t,")]
    [InlineData("time,kind,token,amount,transaction,theft\n1,lock,a,1,t,yes")]
    public void A_line_that_is_not_as_described_is_refused(string text) => Assert.Throws<EventsException>(() => Run(text));

    [Theory]
    [InlineData("token_mapping.facts", "1\t2\tx\ty")]
    [InlineData("SC_ValidERC20TokenWithdrawal.csv", "1\tx")]
    [InlineData("SC_ValidERC20TokenWithdrawal.csv", "z\tt\t1\tb\ta\t1\t5")]
    [InlineData("SC_ValidERC20TokenWithdrawal.csv", "1\tt\t1\tb\ta\t1\tz")]
    public void A_table_that_is_not_as_described_is_refused(string file, string row) =>
        Assert.Throws<EventsException>(() =>
            NomadRecords.Read(name => new StringReader(name == file ? row : name == "token_mapping.facts" ? "1\t2\ta\tb\t20" : "")));

    [Fact]
    public void A_token_at_home_on_the_other_chain_runs_the_other_way_round()
    {
        EventRecord record = NomadRecords.Read(name => new StringReader(name switch
        {
            "token_mapping.facts" => "1\t2\ta\tb\t20\n1\t2\tc\td\t20",
            "wrapped_native_token.facts" => "1\tc\n2\td",
            "SC_ValidERC20TokenWithdrawal.csv" => "5\tt\t1\tx\ta\t1\t10\n5\tt\t1\tx\tc\t1\t10\n5\tt\t1\tx\te\t1\t10",
            "attacks.csv" => "header,,,,,,,,\n1,5,t,1,a,x,10,,",
            _ => "",
        }));
        Assert.Equal([(EventKind.Release, "a", true), (EventKind.Mint, "c", false)], record.Events.Select(item => (item.Kind, item.Token, item.IsTheft)));
        Assert.Equal(1, record.Unmapped);
    }

    private static BacktestReport Run(string text) => Replay.Run(BridgeEventCsv.Read(new StringReader(text)), RiskParameters.Default, new());
}
