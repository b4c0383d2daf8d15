using System.Data.Common;
using Npgsql;

namespace Plimsoll.Node.Auditing;

/// <summary>A history in PostgreSQL, from version 12: for many rollups, many readers, and machines that come and go.</summary>
/// <remarks>
/// Tables lie in the schema <c>plimsoll_audit</c>, or where the connection string's <c>Search Path</c> says. A rollup's history is claimed by an advisory lock of the connection: it ends with the
/// connection, so a killed auditor leaves none behind; one whose machine vanished leaves it until PostgreSQL's <c>tcp_keepalives</c> notice.
/// </remarks>
internal sealed class PostgresDatabase : IHistoryDatabase
{
    private const string OwnSchema = "plimsoll_audit", LockNotAvailable = "55P03";

    // "IF NOT EXISTS" alone is no protection from another process that does the same at the same time.
    private const string Schema = """
        SELECT pg_advisory_xact_lock(hashtextextended('plimsoll_audit tables', 0));
        CREATE TABLE IF NOT EXISTS points(
            chain TEXT NOT NULL, block BIGINT NOT NULL, hash TEXT NOT NULL, time BIGINT NOT NULL, head INTEGER NOT NULL, confirmed INTEGER NOT NULL,
            coverage INTEGER NOT NULL, haircut INTEGER NOT NULL, discount INTEGER NOT NULL, exit95 DOUBLE PRECISION NOT NULL, queueAge BIGINT NOT NULL, report TEXT,
            PRIMARY KEY(chain, block));
        CREATE TABLE IF NOT EXISTS alerts(
            id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, chain TEXT NOT NULL, cause TEXT NOT NULL, regime TEXT NOT NULL, detail TEXT NOT NULL,
            block BIGINT NOT NULL, time BIGINT NOT NULL, endBlock BIGINT, endTime BIGINT);
        CREATE INDEX IF NOT EXISTS openAlerts ON alerts(chain, endBlock);
        CREATE TABLE IF NOT EXISTS memory(chain TEXT PRIMARY KEY, block BIGINT NOT NULL, head TEXT NOT NULL, confirmed TEXT NOT NULL);
        """;

    private readonly NpgsqlConnectionStringBuilder _settings;
    private readonly bool _isOwnSchema;

    /// <summary>Reads a connection string.</summary>
    /// <exception cref="IOException">It is none; its text is not repeated.</exception>
    public PostgresDatabase(string connectionString)
    {
        try
        {
            _settings = new(connectionString) { Pooling = false };
        }
        catch (ArgumentException e)
        {
            throw new IOException($"The history's connection string cannot be read: {e.Message}");
        }

        _isOwnSchema = string.IsNullOrEmpty(_settings.SearchPath);
        if (_isOwnSchema)
            _settings.SearchPath = OwnSchema;
    }

    /// <inheritdoc/>
    public string Name => $"{_settings.Host}/{_settings.Database ?? _settings.Username}";

    /// <summary>Whether a place is meant for PostgreSQL.</summary>
    public static bool IsMeant(string place) => place.Split(';').Any(part => part.TrimStart().StartsWith("Host=", StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public DbConnection Open()
    {
        NpgsqlConnection connection = new(_settings.ToString());
        try
        {
            connection.Open();
            using NpgsqlTransaction transaction = connection.BeginTransaction();
            using NpgsqlCommand command = new((_isOwnSchema ? $"CREATE SCHEMA IF NOT EXISTS {OwnSchema};" : "") + Schema, connection, transaction);
            command.ExecuteNonQuery();
            transaction.Commit();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Claim(DbConnection connection, string chain)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = "SET lock_timeout = '5s'; SELECT pg_advisory_lock(hashtextextended(current_schema() || ' ' || @chain, 0)); RESET lock_timeout";
        DbParameter parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("chain", chain);
        command.Parameters.Add(parameter);
        try
        {
            command.ExecuteNonQuery();
        }
        catch (PostgresException e) when (e.SqlState == LockNotAvailable)
        {
            throw new IOException($"Another auditor writes the history of {chain} in {Name}.", e);
        }
    }
}
