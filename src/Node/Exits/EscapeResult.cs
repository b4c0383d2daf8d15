using Plimsoll.Node.Contracts;
using Plimsoll.State;

namespace Plimsoll.Node.Exits;

/// <summary>What an escape paid or put in line.</summary>
/// <param name="Accounts">The accounts, and what each was owed beyond what it had been paid.</param>
/// <param name="Deposits">The deposits that went back.</param>
public sealed record EscapeResult(IReadOnlyList<(uint Index, Account Account, UInt256 Owed)> Accounts, IReadOnlyList<QueueItem> Deposits);
