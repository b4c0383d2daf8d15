using Microsoft.Extensions.DependencyInjection;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Roles;

namespace Plimsoll.Node.Hosting;

/// <summary>The verifier, and the roles that stand on it.</summary>
internal static class VerifyingRoles
{
    public static bool Among(NodeRoles roles) => (roles & (NodeRoles.Verifier | NodeRoles.Watcher | NodeRoles.Finaliser | NodeRoles.Attester)) != 0;

    public static void AddVerifier(this IServiceCollection services, NodeParts parts)
    {
        NodePlan plan = parts.Plan;
        services.AddSingleton(parts.Verifier).AddSingleton(HubOf(plan));
        services.AddHostedService(_ => parts.Verifier);
    }

    public static void AddWatcher(this IServiceCollection services, NodeParts parts) =>
        services.AddHostedService(_ => new Watcher(parts.Plan.Ethereum, parts.Verifier, parts.Plan.Keys.Prover, parts.Plan.Keys.Watcher, onTrouble: parts.Troubles.Add));

    public static void AddFinaliser(this IServiceCollection services, NodeParts parts)
    {
        (RollupIdentity identity, NodeKeys keys) = (parts.Plan.Identity, parts.Plan.Keys);
        Address committer = identity.Profile.Sequencer.IsZero ? keys.Sequencer.Address : identity.Profile.Sequencer; // a finaliser may run apart from it
        services.AddHostedService(_ => new Finaliser(parts.Verifier, keys.Finaliser, HubOf(parts.Plan), committer, onTrouble: parts.Troubles.Add));
    }

    private static HubContract HubOf(NodePlan plan) => new(plan.Ethereum, plan.Identity.Hub, plan.Identity.Rollup);
}
