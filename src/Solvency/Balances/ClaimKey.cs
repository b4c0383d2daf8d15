namespace Plimsoll.Solvency.Balances;

/// <summary>What the hub records claims under, for one rollup.</summary>
/// <param name="Index">The account's index.</param>
/// <param name="Owner">The account's owner.</param>
/// <param name="Token">The token's number on the rollup.</param>
public readonly record struct ClaimKey(uint Index, Address Owner, byte Token);
