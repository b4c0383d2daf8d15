using Microsoft.Extensions.DependencyInjection;
using Plimsoll.Node.Proving;
using Plimsoll.Node.Sequencing;
using Plimsoll.Proofs;

namespace Plimsoll.Node.Hosting;

/// <summary>The prover, with its store, its keys, and somebody who knows the signatures that compact blobs lack.</summary>
internal static class ProvingRole
{
    public static void AddProver(this IServiceCollection services, NodeParts parts)
    {
        NodePlan plan = parts.Plan;
        CircuitSet circuits = RollupCircuits.For(plan.Identity.Profile.Depth, plan.Identity.Layout);
        ProvingKeyCache cache = new(plan.Folder.Keys, plan.Identity.ChainId, parts.Troubles.Add);
        services.AddSingleton(_ => new ProverStore(plan.Folder.Proofs, plan.Identity));
        services.AddSingleton(_ => new HttpClient { Timeout = TimeSpan.FromSeconds(30) });
        services.AddSingleton(it => new Prover(
            parts.Tracker,
            new(plan.Identity, parts.Blobs),
            parts.Blobs,
            circuits,
            LoadAsync,
            SignaturesFor(plan, it),
            it.GetRequiredService<ProverStore>(),
            plan.Keys.Validity,
            events: it.GetRequiredService<NodeEvents>(),
            onTrouble: parts.Troubles.Add));
        services.AddHostedService(it => it.GetRequiredService<Prover>());

        async Task<IReadOnlyList<CircuitKey>> LoadAsync(CancellationToken cancellationToken)
        {
            IReadOnlyList<VerifierOnL1> verifiers = await VerifyingKeysOnL1.ReadAsync(plan.Ethereum, plan.Identity.Votes, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<CircuitKey> keys = plan.CircuitKeys.Count > 0 ? plan.CircuitKeys : cache.LoadAll(circuits);
            KeyAgreement.Require(keys, verifiers);
            return keys;
        }
    }

    private static ISignedBatches? SignaturesFor(NodePlan plan, IServiceProvider services) => plan switch
    {
        _ when plan.Roles.HasFlag(NodeRoles.Sequencer) => new SequencedBatches(services.GetRequiredService<SequencerService>()),
        { Sequencer: { } elsewhere } => new PublishedBatches(services.GetRequiredService<HttpClient>(), elsewhere),
        _ => null,
    };
}
