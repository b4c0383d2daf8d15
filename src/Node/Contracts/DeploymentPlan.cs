namespace Plimsoll.Node.Contracts;

/// <summary>What is to be deployed.</summary>
/// <param name="Profile">What the rollup promises. Where votes count and it names no judge of them, a new one is made from what follows.</param>
/// <param name="Tokens">The ERC-20s by number, zero for ETH.</param>
/// <param name="TestTokens">How many ERC-20s that anybody can mint are made and listed behind those: for local chains.</param>
/// <param name="Hub">A settlement hub that is there already; null for a new one.</param>
public sealed record DeploymentPlan(RollupProfile Profile, IReadOnlyList<Address> Tokens, int TestTokens = 0, Address? Hub = null)
{
    /// <summary>The circuits that batches are proven by, by their numbers.</summary>
    public IReadOnlyList<CircuitDeployment> Circuits { get; init; } = [];

    /// <summary>Who attests, by rising address.</summary>
    public IReadOnlyList<Address> Attesters { get; init; } = [];

    /// <summary>How many of them have to sign.</summary>
    public int Quorum { get; init; }
}
