using Microsoft.Extensions.DependencyInjection;
using Plimsoll.Node.Auditing;
using Plimsoll.Node.Auditing.Api;
using Plimsoll.Node.Auditing.Publishing;

namespace Plimsoll.Node.Hosting;

/// <summary>The auditor beside a rollup's own node, and the publisher of its reports.</summary>
internal static class AuditingRole
{
    public static void AddAuditor(this IServiceCollection services, NodeParts parts, AuditHistory history)
    {
        NodePlan plan = parts.Plan;
        AuditorOptions options = new() { PollInterval = NodeParts.Look, Depth = 0, Peers = plan.Publishing?.Peers ?? [] };
        Auditor auditor = new(plan.Ethereum, plan.Identity, plan.Deployment.StartBlock, parts.Blobs, history, options, onTrouble: parts.Troubles.Add);
        OracleSigner? signer = plan.Publishing is null ? null : new(plan.Publishing.Key, plan.Identity.ChainId, plan.Publishing.Oracle);
        services.AddAuditors(new([auditor]) { Signers = signer is null ? new() : new Dictionary<string, OracleSigner> { [auditor.Id] = signer } });
        if (plan.Publishing is not null)
            services.AddHostedService(_ => new Publisher(auditor, plan.Ethereum, signer!, plan.Publishing.Sender, onTrouble: parts.Troubles.Add));
    }
}
