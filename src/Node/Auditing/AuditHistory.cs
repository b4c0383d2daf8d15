using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Plimsoll.Solvency.Regimes;

namespace Plimsoll.Node.Auditing;

/// <summary>What auditors remember, in a file of SQLite or in PostgreSQL: reports, points for charts, alerts, and the regimes that a restart goes on from.</summary>
/// <remarks>
/// One transaction a block: after a kill it holds everything up to the last block, or the one before. What L1 takes back is taken back
/// here. A connection that broke is opened again by the next call. Every method throws <see cref="IOException"/> where the database does not answer. Safe for concurrent use. Full reports are kept for the newest <see cref="KeptReports"/> blocks, points for charts without end.
/// </remarks>
public sealed partial class AuditHistory : IDisposable
{
    /// <summary>For so many blocks the whole report is kept.</summary>
    public const int KeptReports = 10_000;

    private readonly IHistoryDatabase _database;
    private readonly HashSet<string> _claimed = [];
    private readonly Lock _lock = new();
    private readonly Queue<Waiting> _waiting = new();
    private bool _isWriting;
    private DbConnection? _connection;
    private DbTransaction? _transaction;

    /// <summary>Opens a history, or makes it.</summary>
    /// <param name="place">A file of SQLite, <c>:memory:</c> for nothing that lasts, or a connection string of PostgreSQL, which has a <c>Host=</c>.</param>
    /// <exception cref="IOException">It cannot be opened, or is none of ours.</exception>
    public AuditHistory(string place)
    {
        ArgumentException.ThrowIfNullOrEmpty(place);
        _database = PostgresDatabase.IsMeant(place) ? new PostgresDatabase(place) : new SqliteDatabase(place);
        Do(() => true);
    }

    /// <summary>What a restart goes on from.</summary>
    /// <param name="Block">The last finalised block that was taken in.</param>
    /// <param name="Head">The head regime behind it.</param>
    /// <param name="Confirmed">The confirmed regime behind it.</param>
    public sealed record Memory(ulong Block, RegimeState Head, RegimeState Confirmed);

    /// <summary>A point of the charts.</summary>
    /// <param name="Block">A block.</param>
    /// <param name="Time">Its time.</param>
    /// <param name="Head">The head regime, 0 to 3.</param>
    /// <param name="Confirmed">The confirmed regime, 0 to 3.</param>
    /// <param name="CoverageBps">The lowest of all tokens.</param>
    /// <param name="HaircutBps">The highest of all tokens.</param>
    /// <param name="DiscountBps">The highest of all tokens.</param>
    /// <param name="Exit95Seconds">95 of 100 get out within it.</param>
    /// <param name="QueueAgeSeconds">The oldest forced item's age.</param>
    public sealed record Point(
        ulong Block, ulong Time, int Head, int Confirmed, int CoverageBps, int HaircutBps, int DiscountBps, double Exit95Seconds, ulong QueueAgeSeconds);

    /// <summary>Something that was, or is, not as it should be.</summary>
    /// <param name="Id">Grows with every alert.</param>
    /// <param name="Chain">The rollup.</param>
    /// <param name="Cause">What.</param>
    /// <param name="Regime">What it asked for when it began.</param>
    /// <param name="Detail">With the numbers.</param>
    /// <param name="Block">The block in which it became visible.</param>
    /// <param name="Time">That block's time.</param>
    /// <param name="EndBlock">The first block without it; null while it lasts.</param>
    /// <param name="EndTime">That block's time.</param>
    public sealed record Alert(long Id, string Chain, string Cause, string Regime, string Detail, ulong Block, ulong Time, ulong? EndBlock, ulong? EndTime);

    /// <summary>What was kept of a rollup, for the one auditor that goes on from it; null if nothing was.</summary>
    /// <exception cref="IOException">The database does not answer, or another auditor writes this rollup's history.</exception>
    public Memory? Recall(string chain)
    {
        return Do(() =>
        {
            if (!_claimed.Contains(chain))
                _database.Claim(_connection!, chain);
            _claimed.Add(chain);
            using DbCommand command = Command("SELECT block, head, confirmed FROM memory WHERE chain = @chain", ("chain", chain));
            using DbDataReader row = command.ExecuteReader();
            return row.Read() ? new Memory((ulong)row.GetInt64(0), Regime(row.GetString(1)), Regime(row.GetString(2))) : null;
        });

        static RegimeState Regime(string json) => JsonSerializer.Deserialize<RegimeState>(json, AuditJson.Options) ?? throw new IOException("A kept regime is empty.");
    }

    /// <summary>Keeps what a restart goes on from.</summary>
    public void Confirm(string chain, Memory memory) => Do(() => Write(chain, memory));

    /// <summary>As <see cref="Confirm"/>, in one transaction with whatever else waits to be written.</summary>
    public Task ConfirmAsync(string chain, Memory memory) => TogetherAsync(() => Write(chain, memory));

    private int Write(string chain, Memory memory)
    {
        ArgumentNullException.ThrowIfNull(memory);
        return Run(
            "INSERT INTO memory VALUES(@chain, @block, @head, @confirmed) ON CONFLICT(chain) DO UPDATE SET block = excluded.block, head = excluded.head, confirmed = excluded.confirmed",
            ("chain", chain), ("block", (long)memory.Block), ("head", JsonSerializer.Serialize(memory.Head, AuditJson.Options)),
            ("confirmed", JsonSerializer.Serialize(memory.Confirmed, AuditJson.Options)));
    }

    /// <summary>Takes in a block's report: its point, and the alerts that begin or end with it.</summary>
    /// <returns>The alerts that began or ended.</returns>
    public IReadOnlyList<Alert> Add(AuditReport report)
    {
        string json = JsonSerializer.Serialize(report, AuditJson.Options);
        return Do(() => Write(report, json));
    }

    /// <summary>As <see cref="Add"/>, in one transaction with whatever else waits to be written: many auditors share what syncing costs.</summary>
    public Task<IReadOnlyList<Alert>> AddAsync(AuditReport report)
    {
        string json = JsonSerializer.Serialize(report, AuditJson.Options); // before anybody waits for it
        return TogetherAsync<IReadOnlyList<Alert>>(() => Write(report, json));
    }

    private List<Alert> Write(AuditReport report, string json)
    {
        (string, object)[] key = [("chain", report.Id), ("block", (long)report.Cut.Block)];
        Run("DELETE FROM points WHERE chain = @chain AND block = @block", key);
        Run(
            "INSERT INTO points VALUES(@chain, @block, @hash, @time, @head, @confirmed, @coverage, @haircut, @discount, @exit95, @queueAge, @report)",
            [
                .. key, ("hash", report.Cut.Hash), ("time", (long)report.Cut.Time), ("head", Number(report.Head)), ("confirmed", Number(report.Confirmed)),
                ("coverage", report.Tokens.Select(token => (int)token.CoverageBps).DefaultIfEmpty(ushort.MaxValue).Min()),
                ("haircut", report.Tokens.Select(token => (int)token.Feed.HaircutBps).DefaultIfEmpty(0).Max()),
                ("discount", report.Tokens.Select(token => (int)token.Feed.DiscountBps).DefaultIfEmpty(0).Max()),
                ("exit95", report.Exit.P95Seconds), ("queueAge", (long)report.Liveness.QueueAgeSeconds), ("report", json),
            ]);
        Run("UPDATE points SET report = NULL WHERE chain = @chain AND block = @old", ("chain", report.Id), ("old", (long)report.Cut.Block - KeptReports));
        return ChangeAlerts(report);
    }

    /// <summary>Takes back every block behind one that stands.</summary>
    public void Unwind(string chain, ulong block) => Do(() => Undo(chain, block));

    /// <summary>As <see cref="Unwind"/>, in one transaction with whatever else waits to be written.</summary>
    public Task UnwindAsync(string chain, ulong block) => TogetherAsync(() => Undo(chain, block));

    private int Undo(string chain, ulong block)
    {
        (string, object)[] key = [("chain", chain), ("block", (long)block)];
        Run("DELETE FROM points WHERE chain = @chain AND block > @block", key);
        Run("DELETE FROM alerts WHERE chain = @chain AND block > @block", key);
        return Run("UPDATE alerts SET endBlock = NULL, endTime = NULL WHERE chain = @chain AND endBlock > @block", key);
    }

    /// <inheritdoc/>
    public void Dispose() => _connection?.Dispose();

    private static int Number(RegimeView view) => (int)Enum.Parse<Regime>(view.Regime, ignoreCase: true);

    private List<Alert> ChangeAlerts(AuditReport report)
    {
        List<Alert> changed = [];
        List<Alert> open = ReadAlerts(report.Id, isOpen: true, limit: int.MaxValue);
        foreach (Alert over in open.Where(alert => !report.Findings.Any(finding => IsSame(alert, finding))))
        {
            Run("UPDATE alerts SET endBlock = @block, endTime = @time WHERE id = @id", ("block", (long)report.Cut.Block), ("time", (long)report.Cut.Time), ("id", over.Id));
            changed.Add(over with { EndBlock = report.Cut.Block, EndTime = report.Cut.Time });
        }

        foreach (FindingView begun in report.Findings.Where(finding => !open.Any(alert => IsSame(alert, finding))).DistinctBy(finding => (finding.Cause, finding.Regime)))
        {
            using DbCommand command = Command(
                "INSERT INTO alerts(chain, cause, regime, detail, block, time) VALUES(@chain, @cause, @regime, @detail, @block, @time) RETURNING id",
                ("chain", report.Id), ("cause", begun.Cause), ("regime", begun.Regime), ("detail", begun.Detail), ("block", (long)report.Cut.Block), ("time", (long)report.Cut.Time));
            long id = Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
            changed.Add(new(id, report.Id, begun.Cause, begun.Regime, begun.Detail, report.Cut.Block, report.Cut.Time, null, null));
        }

        return changed;

        static bool IsSame(Alert alert, FindingView finding) => alert.Cause == finding.Cause && alert.Regime == finding.Regime;
    }
}
