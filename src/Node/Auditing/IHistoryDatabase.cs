using System.Data.Common;

namespace Plimsoll.Node.Auditing;

/// <summary>Where a history lies. What is said there is the same SQL for all; this is what differs.</summary>
/// <remarks>An implementation answers with an open connection or with a <see cref="DbException"/>, and never shows a secret of its connection string.</remarks>
internal interface IHistoryDatabase
{
    /// <summary>Names the place in messages, without secrets.</summary>
    string Name { get; }

    /// <summary>Opens a connection, with the tables in place.</summary>
    DbConnection Open();

    /// <summary>Makes this connection the only one that writes a rollup's history, for as long as it lives.</summary>
    /// <exception cref="IOException">Another auditor writes it.</exception>
    void Claim(DbConnection connection, string chain);
}
