namespace Plimsoll.State;

/// <summary>How a state differs from an earlier one.</summary>
/// <param name="Opened">Accounts that operations have opened, afterwards.</param>
/// <param name="Deposited">Accounts that deposits have opened, afterwards.</param>
/// <param name="Accounts">The accounts that changed, as they were afterwards.</param>
/// <param name="Pots">The pots that changed, as they were afterwards.</param>
public sealed record StateChanges(
    uint Opened, uint Deposited, IReadOnlyDictionary<uint, Account> Accounts, IReadOnlyDictionary<byte, UInt128> Pots);
