using Plimsoll.L1.Abi;
using Plimsoll.L1.Rpc;

namespace Plimsoll.Node.Contracts;

/// <summary>Puts a rollup's contracts on the chain, one after the other, and goes on where it was interrupted.</summary>
/// <remarks>
/// Each contract is written to the file when its transaction is in a block. One that was sent and not written is sent again: contracts know nothing of
/// others but what their constructors are told, so a second copy costs gas and nothing else.
/// </remarks>
public sealed class Deployer(EthereumClient node, ContractSender sender, string file)
{
    /// <summary>Deploys what is not there yet.</summary>
    /// <param name="plan">What is wanted; a file of a complete deployment is believed as it is.</param>
    /// <param name="progress">Is told each contract as it is there.</param>
    /// <param name="cancellationToken">Stops between and in transactions.</param>
    /// <exception cref="TransactionFailedException">A constructor reverts, as for a profile that is out of range.</exception>
    /// <exception cref="ContractsNotBuiltException">This build has no contracts.</exception>
    /// <exception cref="RpcException">The node does not answer, or refuses.</exception>
    public async Task<Deployment> DeployAsync(DeploymentPlan plan, IProgress<string>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        Deployment deployed = await BeginAsync(plan, cancellationToken).ConfigureAwait(false);
        if (deployed.IsComplete)
            return deployed;
        async Task<AbiValue> Make(string name, ContractArtifact artifact, params AbiValue[] arguments)
        {
            deployed = await EnsureAsync(deployed, name, artifact, arguments, progress, cancellationToken).ConfigureAwait(false);
            return deployed.Contracts[name];
        }

        async Task<AbiValue> MakeVotes()
        {
            List<AbiValue> circuits = [];
            foreach (CircuitDeployment circuit in plan.Circuits)
            {
                AbiValue made = await Make($"Groth16Verifier{circuits.Count}", ContractArtifacts.Groth16Verifier, circuit.VerifyingKey).ConfigureAwait(false);
                circuits.Add(AbiValue.Of(made, circuit.IsQueue));
            }

            AbiValue attesters = AbiValue.Of([.. plan.Attesters.Select(attester => (AbiValue)attester)]);
            return await Make("BatchVotes", ContractArtifacts.BatchVotes, AbiValue.Of([.. circuits]), attesters, (ulong)plan.Quorum).ConfigureAwait(false);
        }

        for (int i = 0; i < plan.TestTokens; i++)
            await Make($"TestToken{i + 1}", ContractArtifacts.GoodToken).ConfigureAwait(false);
        deployed = deployed with { Tokens = [.. plan.Tokens, .. Enumerable.Range(1, plan.TestTokens).Select(i => deployed.Contracts[$"TestToken{i}"])] };
        AbiValue step = await Make("StateStep", ContractArtifacts.StateStep).ConfigureAwait(false);
        AbiValue signatures = await Make("SignatureVerifier", ContractArtifacts.SignatureVerifier).ConfigureAwait(false);
        AbiValue verifier = await Make("FraudVerifier", ContractArtifacts.FraudVerifier, step, signatures).ConfigureAwait(false);
        AbiValue hasher = await Make("StateHasher", ContractArtifacts.StateHasher).ConfigureAwait(false);
        AbiValue hub = await Make("SettlementHub", ContractArtifacts.SettlementHub).ConfigureAwait(false);
        AbiValue tokens = AbiValue.Of([.. deployed.Tokens.Select(token => (AbiValue)token)]);
        RollupProfile profile = plan.Profile;
        if (profile.Kinds != ProofKinds.FraudWindow && profile.Votes.IsZero)
            profile = profile with { Votes = (await MakeVotes().ConfigureAwait(false)).ToAddress() };
        await Make("Rollup", ContractArtifacts.Rollup, hub, hasher, verifier, profile.ToAbi(), tokens).ConfigureAwait(false);
        return deployed;
    }

    private async Task<Deployment> BeginAsync(DeploymentPlan plan, CancellationToken cancellationToken)
    {
        ulong chainId = await node.GetChainIdAsync(cancellationToken).ConfigureAwait(false);
        BlockHeader genesis = await node.GetHeaderAsync(BlockReference.Earliest, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException("The chain has no first block.");
        if (Deployment.Load(file) is { } before && before.ChainId == chainId && before.GenesisBlock == genesis.Hash)
            return before;
        Dictionary<string, Address> contracts = plan.Hub is { } hub ? new() { ["SettlementHub"] = hub } : [];
        return new() { ChainId = chainId, GenesisBlock = genesis.Hash, Contracts = contracts, Tokens = plan.Tokens, StartBlock = 0 };
    }

    private async Task<Deployment> EnsureAsync(
        Deployment deployed, string name, ContractArtifact artifact, AbiValue[] arguments, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        if (deployed.Contracts.ContainsKey(name))
            return deployed;
        TransactionReceipt receipt = await sender.CreateAsync($"create {name}", artifact.EncodeCreation(arguments), cancellationToken).ConfigureAwait(false);
        Deployment next = deployed with
        {
            Contracts = new Dictionary<string, Address>(deployed.Contracts) { [name] = receipt.ContractAddress!.Value },
            StartBlock = receipt.BlockNumber,
        };
        next.Save(file);
        progress?.Report(name);
        return next;
    }
}
