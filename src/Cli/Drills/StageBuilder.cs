using Plimsoll.Cli.Devnets;
using Plimsoll.Cli.Profiles;
using Plimsoll.L1.Abi;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Proving;
using Plimsoll.Primitives;
using Plimsoll.Proofs;

namespace Plimsoll.Cli.Drills;

/// <summary>Sets up stages.</summary>
internal static class StageBuilder
{
    /// <summary>Starts a chain of its own and deploys a rollup with ETH and one ERC-20.</summary>
    /// <param name="profile">What the rollup promises.</param>
    /// <param name="blockTime">The time between blocks; null for a block with each transaction.</param>
    /// <param name="isWeak">Whether validity proofs are judged by a contract that takes everything for proven.</param>
    /// <param name="cancellationToken">Stops between steps.</param>
    public static async Task<DrillStage> BuildAsync(ProfileDocument profile, TimeSpan? blockTime, bool isWeak, CancellationToken cancellationToken)
    {
        string folder = Directory.CreateTempSubdirectory("plimsoll-drill-").FullName;
        LocalChain chain = await LocalChain.StartAsync(new() { BlockTime = blockTime }, cancellationToken).ConfigureAwait(false);
        return await DeployAsync(chain, folder, profile, hub: null, isWeak, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Puts another rollup, with its own tokens, onto the same chain and the same hub.</summary>
    public static Task<DrillStage> BuildBesideAsync(DrillStage first, ProfileDocument profile, CancellationToken cancellationToken) =>
        DeployAsync(first.Chain, Directory.CreateTempSubdirectory("plimsoll-drill-").FullName, profile, first.Hub.Address, isWeak: false, cancellationToken);

    private static async Task<DrillStage> DeployAsync(LocalChain chain, string folder, ProfileDocument profile, Address? hub, bool isWeak, CancellationToken cancellationToken)
    {
        using Person deployer = new("Deployer", 0, chain.Node, chain.ChainId);
        using Person @operator = new("Operator", 1, chain.Node, chain.ChainId);
        RollupProfile promised = ProfileTerms.Of(profile, @operator.Address);
        DeploymentPlan plan = new(promised, [Address.Zero], TestTokens: 1, hub);
        if (promised.Kinds.HasFlag(ProofKinds.Validity))
        {
            plan = isWeak
                ? plan with { Profile = promised with { Votes = await DeployWeakAsync(deployer, cancellationToken).ConfigureAwait(false) } }
                : plan with { Circuits = [.. StageProver.Keys.Select(key => new CircuitDeployment(key.Key.VerifyingKey.Encode(), key.Circuit.Kind == SegmentKind.Queue))] };
        }

        Deployment deployment = await new Deployer(chain.Node, deployer.Sender, Path.Combine(folder, "deployment.json")).DeployAsync(plan, null, cancellationToken).ConfigureAwait(false);
        RollupContract rollup = new(chain.Node, chain.ChainId, deployment.Rollup);
        return new()
        {
            Chain = chain,
            Folder = folder,
            Rollup = rollup,
            Hub = new(chain.Node, deployment.Hub, deployment.Rollup),
            Profile = await rollup.GetProfileAsync(BlockReference.Latest, cancellationToken).ConfigureAwait(false),
            Genesis = await rollup.GetGenesisAsync(BlockReference.Latest, cancellationToken).ConfigureAwait(false),
            Tokens = deployment.Tokens,
            Deployment = deployment,
            IsGuest = hub is not null,
        };
    }

    private static async Task<Address> DeployWeakAsync(Person deployer, CancellationToken cancellationToken)
    {
        List<AbiValue> circuits = [];
        foreach (CircuitKey key in StageProver.Keys)
        {
            Address verifier = await CreateAsync("Groth16Verifier", ContractArtifacts.Groth16Verifier, key.Key.VerifyingKey.Encode()).ConfigureAwait(false);
            circuits.Add(AbiValue.Of(verifier, key.Circuit.Kind == SegmentKind.Queue));
        }

        return await CreateAsync("WeakVotes", ContractArtifacts.WeakVotes, AbiValue.Of([.. circuits]), AbiValue.Of([]), 0UL).ConfigureAwait(false);

        async Task<Address> CreateAsync(string name, ContractArtifact artifact, params AbiValue[] arguments) =>
            (await deployer.Sender.CreateAsync($"create {name}", artifact.EncodeCreation(arguments), cancellationToken).ConfigureAwait(false)).ContractAddress!.Value;
    }
}
