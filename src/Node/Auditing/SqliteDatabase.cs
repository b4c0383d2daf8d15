using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Plimsoll.Node.Auditing;

/// <summary>A history in one file: write-ahead log, each commit synced.</summary>
/// <param name="path">The file; <c>:memory:</c> for nothing that lasts.</param>
internal sealed class SqliteDatabase(string path) : IHistoryDatabase
{
    private const string Schema = """
        PRAGMA journal_mode=WAL;
        PRAGMA synchronous=FULL;
        CREATE TABLE IF NOT EXISTS points(
            chain TEXT NOT NULL, block INTEGER NOT NULL, hash TEXT NOT NULL, time INTEGER NOT NULL, head INTEGER NOT NULL, confirmed INTEGER NOT NULL,
            coverage INTEGER NOT NULL, haircut INTEGER NOT NULL, discount INTEGER NOT NULL, exit95 REAL NOT NULL, queueAge INTEGER NOT NULL, report TEXT,
            PRIMARY KEY(chain, block)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS alerts(
            id INTEGER PRIMARY KEY AUTOINCREMENT, chain TEXT NOT NULL, cause TEXT NOT NULL, regime TEXT NOT NULL, detail TEXT NOT NULL,
            block INTEGER NOT NULL, time INTEGER NOT NULL, endBlock INTEGER, endTime INTEGER);
        CREATE INDEX IF NOT EXISTS openAlerts ON alerts(chain, endBlock);
        CREATE TABLE IF NOT EXISTS memory(chain TEXT PRIMARY KEY, block INTEGER NOT NULL, head TEXT NOT NULL, confirmed TEXT NOT NULL) WITHOUT ROWID;
        """;

    /// <inheritdoc/>
    public string Name => path;

    /// <inheritdoc/>
    public DbConnection Open()
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = Schema;
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <remarks>Nothing to do: SQLite lets one connection write at a time, and whoever shares a file between auditors of one rollup gave it to both.</remarks>
    public void Claim(DbConnection connection, string chain)
    {
    }
}
