namespace Plimsoll.Node.Chain;

/// <summary>Names an account as the hub does: what its claims are recorded under.</summary>
/// <param name="Index">The index.</param>
/// <param name="Owner">The owner.</param>
/// <param name="Token">The token's address, zero for ETH.</param>
public readonly record struct AccountClaim(uint Index, Address Owner, Address Token);
