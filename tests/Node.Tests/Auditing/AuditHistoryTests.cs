using System.Collections.Immutable;
using System.Text.Json;
using Plimsoll.Node.Auditing;
using Plimsoll.Solvency.Regimes;

namespace Plimsoll.Node.Tests.Auditing;

/// <summary>What holds of every history; each store is a class of its own.</summary>
public abstract class AuditHistoryTests
{
    private static readonly FindingView s_late = new("AMBER", "Late", "batch: 2000 s"), s_wrong = new("BLACK", "WrongCommitment", "open to dispute");

    [Fact]
    public void An_alert_begins_with_its_block_and_ends_with_the_first_one_without_it()
    {
        using AuditHistory history = new(NewPlace());
        Assert.Empty(history.Add(Reports.At(1)));
        Assert.Equal((2UL, null), One(history.Add(Reports.At(2, s_late))));
        Assert.Empty(history.Add(Reports.At(3, s_late with { Detail = "batch: 2012 s" })));
        Assert.Equal((4UL, null), One(history.Add(Reports.At(4, s_late, s_wrong))));
        Assert.Equal(2, history.Add(Reports.At(5)).Count);
        Assert.Equal([("WrongCommitment", 4UL, (ulong?)5), ("Late", 2UL, 5)], history.Alerts(null, isOpen: false, limit: 10).Select(alert => (alert.Cause, alert.Block, alert.EndBlock)));
        Assert.Empty(history.Alerts(Reports.Chain, isOpen: true, limit: 10));
        long[] ids = [.. history.Alerts(null, isOpen: false, limit: 10).Select(alert => alert.Id)];
        Assert.Equal([ids[0]], history.Alerts(null, isOpen: false, limit: 10, after: ids[1]).Select(alert => alert.Id)); // what a receiver missed
        Assert.Empty(history.Alerts(null, isOpen: false, limit: 10, after: ids[0]));
    }

    [Fact]
    public void What_L1_takes_back_was_never_there() // iAUD-004
    {
        using AuditHistory history = new(NewPlace()), never = new(NewPlace());
        history.Add(Reports.At(1, s_late));
        never.Add(Reports.At(1, s_late));
        history.Add(Reports.At(2));
        history.Add(Reports.At(3, s_wrong));
        history.Unwind(Reports.Chain, 1);
        Assert.Equal(never.Points(Reports.Chain, 0, 100), history.Points(Reports.Chain, 0, 100));
        Assert.Equal(never.Alerts(null, isOpen: true, limit: 9), history.Alerts(null, isOpen: true, limit: 9));
        Assert.Equal(never.ReportAt(Reports.Chain, 9), history.ReportAt(Reports.Chain, 9));
        history.Unwind("2-0x00", 0);
        Assert.NotEmpty(history.Points(Reports.Chain, 0, 100)); // another rollup's blocks are another's
    }

    [Fact]
    public void Regimes_come_back_as_they_were_kept()
    {
        string place = NewPlace();
        RegimeState red = new() { Regime = Regime.Red, Since = 5, LastRed = 7, LastAmber = 8, Causes = [new(Regime.Red, RegimeCause.ForcedQueue, "590 s of 600 s")], IsLasting = true };
        using (AuditHistory history = new(place))
        {
            Assert.Null(history.Recall(Reports.Chain));
            history.Confirm(Reports.Chain, new(9, red, RegimeState.Unknown));
        }

        using AuditHistory reopened = new(place);
        AuditHistory.Memory memory = reopened.Recall(Reports.Chain)!;
        Assert.Equal((9UL, RegimeState.Unknown with { Causes = default }), (memory.Block, memory.Confirmed with { Causes = default }));
        Assert.Equal(red.Causes.ToArray(), memory.Head.Causes.ToArray());
        Assert.Equal(red with { Causes = ImmutableArray<Finding>.Empty }, memory.Head with { Causes = ImmutableArray<Finding>.Empty });
    }

    [Fact]
    public void Points_are_thinned_out_and_keep_the_newest()
    {
        using AuditHistory history = new(NewPlace());
        for (ulong block = 1; block <= 25; block++)
            history.Add(Reports.At(block));
        IReadOnlyList<AuditHistory.Point> points = history.Points(Reports.Chain, 0, 10);
        Assert.InRange(points.Count, 5, 10);
        Assert.Equal(25UL, points[^1].Block);
        Assert.Equal(points.OrderBy(point => point.Block), points);
        Assert.Equal(25UL, JsonDocument.Parse(history.ReportAt(Reports.Chain, 99)!).RootElement.GetProperty("cut").GetProperty("block").GetUInt64());
    }

    [Fact]
    public void A_block_that_is_written_twice_is_there_once()
    {
        using AuditHistory history = new(NewPlace());
        history.Add(Reports.At(1, s_late));
        Assert.Empty(history.Add(Reports.At(1, s_late))); // as after a commit whose answer was lost
        Assert.Single(history.Points(Reports.Chain, 0, 100));
        Assert.Single(history.Alerts(null, isOpen: true, limit: 9));
    }

    [Fact]
    public async Task Readers_and_a_writer_do_not_get_in_each_others_way()
    {
        using AuditHistory history = new(NewPlace());
        Task writing = Task.Run(() => Enumerable.Range(1, 60).ToList().ForEach(block => history.Add(Reports.At((ulong)block, block % 2 == 0 ? [s_late] : []))), TestContext.Current.CancellationToken);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            while (!writing.IsCompleted)
                Assert.All(history.Alerts(Reports.Chain, isOpen: true, limit: 9), alert => Assert.Equal(0UL, alert.Block % 2));
        }, TestContext.Current.CancellationToken)));
        await writing;
        Assert.Equal(60, history.Points(Reports.Chain, 0, 100).Count);
        Assert.Equal(30, history.Alerts(null, isOpen: false, limit: 100).Count);
    }

    /// <summary>A history that was never used.</summary>
    protected abstract string NewPlace();

    private static (ulong Block, ulong? End) One(IReadOnlyList<AuditHistory.Alert> alerts) => (Assert.Single(alerts).Block, alerts[0].EndBlock);
}
