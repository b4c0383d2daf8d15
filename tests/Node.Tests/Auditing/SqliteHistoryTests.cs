using Plimsoll.Node.Auditing;

namespace Plimsoll.Node.Tests.Auditing;

public sealed class SqliteHistoryTests : AuditHistoryTests
{
    [Fact]
    public void A_file_that_is_none_is_refused()
    {
        string file = NewPlace();
        File.WriteAllText(file, new string('x', 5_000));
        Assert.Throws<IOException>(() => new AuditHistory(file));
    }

    protected override string NewPlace() => Path.Combine(Directory.CreateTempSubdirectory("plimsoll-history-").FullName, "audit.db");
}
