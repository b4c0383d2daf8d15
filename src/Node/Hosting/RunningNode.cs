using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Plimsoll.Node.Api;
using Plimsoll.Node.Attesting;
using Plimsoll.Node.Auditing;
using Plimsoll.Node.Auditing.Api;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Dashboard;
using Plimsoll.Node.Proving;
using Plimsoll.Node.Roles;

namespace Plimsoll.Node.Hosting;

/// <summary>Roles of a node, put together in this process.</summary>
public sealed class RunningNode : IAsyncDisposable
{
    private static readonly TimeSpan s_stopping = TimeSpan.FromSeconds(30);

    private readonly WebApplication _app;
    private readonly NodeParts _parts;
    private readonly AuditHistory _history = new(":memory:"); // a local chain that starts again has no states of past blocks: judgement begins at its head

    /// <summary>Puts a node together; nothing runs yet.</summary>
    public RunningNode(NodePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        _parts = new(plan);
        WebApplicationBuilder builder = NodeHost.Create(plan.Url);
        builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace); // standard output is the answer's
        builder.AddCollector().Services.Configure<HostOptions>(options => options.ShutdownTimeout = s_stopping).AddNodeApi().AddHostedService(_ => Tracker);
        AddRoles(builder.Services, plan);
        _app = builder.Build();
        MapRoles(plan.Roles);
    }

    /// <summary>Follows L1 for every role.</summary>
    public ChainTracker Tracker => _parts.Tracker;

    /// <summary>Derives the rollup, where a role stands on it.</summary>
    public Verifier Verifier => _parts.Verifier;

    /// <summary>Proves batches, where the role runs and a validity proof counts.</summary>
    public Prover? Prover => _app.Services.GetService<Prover>();

    /// <summary>Where the API listens, once started.</summary>
    public Uri Url => new(_app.Urls.First());

    /// <summary>What passed by itself since a while ago, newest last; a hundred at most are known.</summary>
    public IReadOnlyList<string> TroublesWithin(TimeSpan last) => _parts.Troubles.Within(last);

    /// <summary>Reads L1 up to its head, and starts the roles: a sequencer that saw an empty queue first would take its batches back.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await Tracker.PollAsync(cancellationToken).ConfigureAwait(false);
        await _app.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits until a role gives up, or until it is cancelled.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _app.WaitForShutdownAsync(cancellationToken);

    /// <summary>Which role gave up, and why; null while every role runs.</summary>
    public (string Role, string Reason)? GaveUp => _app.Services.GetServices<IHostedService>().OfType<BackgroundService>().FirstOrDefault(role => role.ExecuteTask is { IsFaulted: true }) is { } role
        ? (role.GetType().Name, role.ExecuteTask!.Exception!.InnerException!.Message)
        : null;

    /// <summary>Stops the roles, the newest first, and closes what they hold.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync().ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
        _history.Dispose();
    }

    private void AddRoles(IServiceCollection services, NodePlan plan)
    {
        if (VerifyingRoles.Among(plan.Roles))
            services.AddVerifier(_parts);
        if (plan.Roles.HasFlag(NodeRoles.Watcher))
            services.AddWatcher(_parts);
        if (plan.Roles.HasFlag(NodeRoles.Finaliser))
            services.AddFinaliser(_parts);
        if (plan.Roles.HasFlag(NodeRoles.Sequencer))
            services.AddSequencer(_parts);
        if (plan.Roles.HasFlag(NodeRoles.Batcher))
            services.AddBatcher(_parts);
        if (plan.Roles.HasFlag(NodeRoles.Prover) && plan.Identity.IsProven)
            services.AddProver(_parts);
        if (plan.Roles.HasFlag(NodeRoles.Attester) && plan.Attesting is { } attesting)
            services.AddAttesters(_parts, attesting);
        if (plan.Roles.HasFlag(NodeRoles.Quorum) && plan.Attesting is { Sender: not null } collecting)
            services.AddQuorum(_parts, collecting);
        if (plan.Roles.HasFlag(NodeRoles.Auditor))
            services.AddAuditor(_parts, _history);
    }

    private void MapRoles(NodeRoles roles)
    {
        if (VerifyingRoles.Among(roles))
            _app.MapWithdrawals();
        if (roles.HasFlag(NodeRoles.Sequencer))
            _app.MapNodeApi();
        else
            _app.MapRoleHealth().MapProver().MapDescription();
        if (roles.HasFlag(NodeRoles.Attester))
            _app.MapAttestations();
        if (_app.Services.GetService<QuorumVoter>() is not null)
            _app.MapQuorum();
        if (roles.HasFlag(NodeRoles.Auditor))
            _app.MapAuditApi().MapDashboard();
    }
}
