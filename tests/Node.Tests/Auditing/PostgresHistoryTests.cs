using Plimsoll.Node.Auditing;

namespace Plimsoll.Node.Tests.Auditing;

/// <summary>The same laws on a real PostgreSQL, and what only a server can do: be away, fall, be shared.</summary>
public sealed class PostgresHistoryTests(PostgresServer server) : AuditHistoryTests, IClassFixture<PostgresServer>
{
    [Fact]
    public void Blocks_that_were_judged_outlive_the_fall_of_the_server_and_the_auditor_goes_on()
    {
        using AuditHistory history = new(NewPlace());
        Assert.Null(history.Recall(Reports.Chain));
        for (ulong block = 1; block <= 5; block++)
            history.Add(Reports.At(block));
        server.Crash();
        Assert.Throws<IOException>(() => history.Add(Reports.At(6)));
        server.Start();
        history.Add(Reports.At(6));
        Assert.Equal([1, 2, 3, 4, 5, 6], history.Points(Reports.Chain, 0, 100).Select(point => (int)point.Block));
    }

    [Fact]
    public void Two_auditors_do_not_write_one_rollups_history_and_others_may_read_it()
    {
        string place = NewPlace();
        using AuditHistory first = new(place), second = new(place);
        first.Recall(Reports.Chain);
        first.Add(Reports.At(1));
        Assert.Single(second.Points(Reports.Chain, 0, 100));
        Assert.Null(second.Recall("2-0x00"));
        Assert.Contains("Another auditor", Assert.Throws<IOException>(() => second.Recall(Reports.Chain)).Message, StringComparison.Ordinal);
        first.Dispose();
        Assert.Null(second.Recall(Reports.Chain));
    }

    [Fact]
    public void A_server_that_is_not_there_is_named_without_its_password()
    {
        IOException refused = Assert.Throws<IOException>(() => new AuditHistory("Host=127.0.0.1;Port=1;Username=plimsoll;Password=swordfish;Timeout=5"));
        Assert.DoesNotContain("swordfish", refused.ToString(), StringComparison.Ordinal);
        Assert.Contains("127.0.0.1", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("swordfish", Assert.Throws<IOException>(() => new AuditHistory("Host=x;Nonsense=swordfish")).ToString(), StringComparison.Ordinal);
    }

    protected override string NewPlace()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        return server.NewDatabase();
    }
}
