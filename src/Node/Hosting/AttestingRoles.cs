using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Attesting;
using Plimsoll.Node.Contracts;

namespace Plimsoll.Node.Hosting;

/// <summary>Attesters, and who collects their signatures.</summary>
internal static class AttestingRoles
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    public static void AddAttesters(this IServiceCollection services, NodeParts parts, Attesting attesting)
    {
        AttestationDomain domain = new(parts.Plan.Identity);
        services.AddSingleton(_ => new AttesterStore(parts.Plan.Folder.Attestations, parts.Plan.Identity));
        foreach (PrivateKey key in attesting.Keys)
            services.AddSingleton(it => new Attester(parts.Tracker, parts.Verifier, domain, it.GetRequiredService<AttesterStore>(), key, onTrouble: parts.Troubles.Add));
        for (int i = 0; i < attesting.Keys.Count; i++)
        {
            int number = i;
            services.AddSingleton<IHostedService>(it => it.GetServices<Attester>().ElementAt(number));
        }
    }

    public static void AddQuorum(this IServiceCollection services, NodeParts parts, Attesting attesting)
    {
        NodePlan plan = parts.Plan;
        services.AddKeyedSingleton(
            typeof(QuorumVoter),
            (_, _) => new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = s_patience });
        services.AddSingleton(it => new QuorumVoter(
            parts.Tracker,
            new(plan.Identity),
            cancellationToken => VotesContract.ReadCommitteeAsync(plan.Ethereum, plan.Identity.Votes, cancellationToken),
            [.. it.GetServices<Attester>(), .. attesting.Peers.Select(peer => new PublishedAttestations(it.GetRequiredKeyedService<HttpClient>(typeof(QuorumVoter)), peer))],
            attesting.Sender!,
            onTrouble: parts.Troubles.Add));
        services.AddHostedService(it => it.GetRequiredService<QuorumVoter>());
    }
}
