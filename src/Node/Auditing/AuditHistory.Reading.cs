using System.Data.Common;

namespace Plimsoll.Node.Auditing;

/// <content>Questions, and the statements behind everything.</content>
public sealed partial class AuditHistory
{
    /// <summary>Points for a chart, oldest first, evenly thinned out.</summary>
    /// <param name="chain">The rollup.</param>
    /// <param name="since">Unix seconds.</param>
    /// <param name="most">At most so many, from 2.</param>
    public IReadOnlyList<Point> Points(string chain, ulong since, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 2);
        return Do(() =>
        {
            using DbCommand count = Command("SELECT COUNT(*) FROM points WHERE chain = @chain AND time >= @since", ("chain", chain), ("since", (long)since));
            long step = Math.Max(1, ((long)count.ExecuteScalar()! + most - 1) / most);
            using DbCommand command = Command(
                """
                SELECT block, time, head, confirmed, coverage, haircut, discount, exit95, queueAge FROM
                    (SELECT *, ROW_NUMBER() OVER (ORDER BY block DESC) AS place FROM points WHERE chain = @chain AND time >= @since) AS numbered
                WHERE (place - 1) % @step = 0 ORDER BY block
                """,
                ("chain", chain), ("since", (long)since), ("step", step));
            using DbDataReader row = command.ExecuteReader();
            List<Point> points = [];
            while (row.Read())
            {
                points.Add(new(
                    (ulong)row.GetInt64(0), (ulong)row.GetInt64(1), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4), row.GetInt32(5), row.GetInt32(6), row.GetDouble(7), (ulong)row.GetInt64(8)));
            }

            return points;
        });
    }

    /// <summary>Alerts, newest first; behind a known one, oldest first.</summary>
    /// <param name="chain">The rollup; null for all.</param>
    /// <param name="isOpen">Only those that last.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="after">Only those with a larger id; 0 for all.</param>
    public List<Alert> Alerts(string? chain, bool isOpen, int limit, long after = 0) => Do(() => ReadAlerts(chain, isOpen, limit, after));

    private List<Alert> ReadAlerts(string? chain, bool isOpen, int limit, long after = 0)
    {
        using DbCommand command = Command(
            """
            SELECT id, chain, cause, regime, detail, block, time, endBlock, endTime FROM alerts
            WHERE (CAST(@chain AS TEXT) IS NULL OR chain = @chain) AND (NOT @open OR endBlock IS NULL) AND id > @after
            ORDER BY CASE WHEN @after = 0 THEN -id ELSE id END LIMIT @limit
            """,
            ("chain", (object?)chain ?? DBNull.Value), ("open", isOpen), ("limit", limit), ("after", after));
        using DbDataReader row = command.ExecuteReader();
        List<Alert> alerts = [];
        while (row.Read())
        {
            alerts.Add(new(
                row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), (ulong)row.GetInt64(5), (ulong)row.GetInt64(6),
                row.IsDBNull(7) ? null : (ulong)row.GetInt64(7), row.IsDBNull(8) ? null : (ulong)row.GetInt64(8)));
        }

        return alerts;
    }

    /// <summary>The hash of a block that was judged; null if it was not.</summary>
    public string? HashAt(string chain, ulong block)
    {
        return Do(() =>
        {
            using DbCommand command = Command("SELECT hash FROM points WHERE chain = @chain AND block = @block", ("chain", chain), ("block", (long)block));
            return command.ExecuteScalar() as string;
        });
    }

    /// <summary>The report of the newest block up to one, as the JSON that was published; null when it is not kept.</summary>
    public string? ReportAt(string chain, ulong block)
    {
        return Do(() =>
        {
            using DbCommand command = Command("SELECT report FROM points WHERE chain = @chain AND block <= @block ORDER BY block DESC LIMIT 1", ("chain", chain), ("block", (long)block));
            return command.ExecuteScalar() as string;
        });
    }
}
