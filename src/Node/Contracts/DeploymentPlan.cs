namespace Plimsoll.Node.Contracts;

/// <summary>What is to be deployed.</summary>
/// <param name="Profile">What the rollup promises.</param>
/// <param name="Tokens">The ERC-20s by number, zero for ETH.</param>
/// <param name="TestTokens">How many ERC-20s that anybody can mint are made and listed behind those: for local chains.</param>
/// <param name="Hub">A settlement hub that is there already; null for a new one.</param>
public sealed record DeploymentPlan(RollupProfile Profile, IReadOnlyList<Address> Tokens, int TestTokens = 0, Address? Hub = null);
