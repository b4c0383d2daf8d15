using Microsoft.Extensions.DependencyInjection;
using Plimsoll.Node.Sequencing;

namespace Plimsoll.Node.Hosting;

/// <summary>The batcher, beside its sequencer or in a process of its own.</summary>
internal static class BatchingRole
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    public static void AddBatcher(this IServiceCollection services, NodeParts parts)
    {
        NodePlan plan = parts.Plan;
        if (!plan.Roles.HasFlag(NodeRoles.Sequencer))
        {
            Uri elsewhere = plan.Sequencer ?? throw new ArgumentException("A batcher without a sequencer beside it needs the address of one.", nameof(parts));
            services.AddSingleton<IBatchOutbox>(_ => new PublishedOutbox(new() { Timeout = s_patience }, elsewhere, plan.Identity, plan.Keys.Sequencer.Address));
        }

        services.AddHostedService(it => new Batcher(parts.Tracker, it.GetRequiredService<IBatchOutbox>(), plan.Keys.Committer, parts.Troubles.Add));
    }
}
