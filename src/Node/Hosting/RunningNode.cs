using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Plimsoll.L1.Beacon;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Api;
using Plimsoll.Node.Auditing;
using Plimsoll.Node.Auditing.Api;
using Plimsoll.Node.Auditing.Publishing;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Dashboard;
using Plimsoll.Node.Proving;
using Plimsoll.Node.Roles;
using Plimsoll.Node.Sequencing;
using Plimsoll.Proofs;
using Plimsoll.Sequencing;
using Plimsoll.State;

namespace Plimsoll.Node.Hosting;

/// <summary>Roles of a node, put together in this process.</summary>
public sealed class RunningNode : IAsyncDisposable
{
    private const int KeptTroubles = 100;
    private const uint BatchAgeSeconds = 4, MostBatchAgeSeconds = 600;
    private const int FreeUnprovenSlots = 1_000, MaxUnprovenSlots = 4_000; // some minutes of a prover's work, so that no deadline passes

    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(250);

    private readonly WebApplication _app;
    private readonly AuditHistory _history = new(":memory:"); // a local chain that starts again has no states of past blocks: judgement begins at its head
    private readonly ConcurrentQueue<(long At, string What)> _troubles = new();

    /// <summary>Puts a node together; nothing runs yet.</summary>
    /// <param name="ethereum">The chain.</param>
    /// <param name="beacon">Where blobs come from; its slots are block numbers.</param>
    /// <param name="deployment">The rollup.</param>
    /// <param name="identity">What it promises.</param>
    /// <param name="folder">For the store and the archive.</param>
    /// <param name="keys">The accounts of the roles.</param>
    /// <param name="roles">Which roles.</param>
    /// <param name="url">Where the API listens; port 0 lets the system choose.</param>
    /// <param name="circuitKeys">The prover's keys where they are loaded already; else it loads them.</param>
    /// <param name="publishing">For the publisher's role; null without it.</param>
    /// <param name="sequencer">The node whose sequencer knows the signatures that compact blobs do not hold; for a prover in another process.</param>
    public RunningNode(
        EthereumClient ethereum, BeaconClient beacon, Deployment deployment, RollupIdentity identity, NodeFolder folder, NodeKeys keys, NodeRoles roles, string url,
        IReadOnlyList<CircuitKey>? circuitKeys = null, Publishing? publishing = null, Uri? sequencer = null)
    {
        ArgumentNullException.ThrowIfNull(deployment);
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(keys);
        BlobSources blobs = new(new(folder.Archive), BeaconBlobSource.AtBlockNumbers(beacon));
        Tracker = new(ethereum, identity, new() { Start = deployment.StartBlock, PollInterval = s_look }, onTrouble: Trouble);
        Verifier = new(Tracker, new(identity, blobs), new(identity, blobs), new(folder.Snapshots), onTrouble: Trouble);
        WebApplicationBuilder builder = NodeHost.Create(url);
        builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(30));
        builder.Services.AddHostedService(_ => Tracker);
        bool verifies = (roles & (NodeRoles.Verifier | NodeRoles.Watcher | NodeRoles.Finaliser)) != 0;
        builder.AddCollector().Services.AddNodeApi();
        if (verifies)
        {
            builder.Services.AddSingleton(Verifier).AddSingleton(new HubContract(ethereum, identity.Hub, identity.Rollup));
            builder.Services.AddHostedService(_ => Verifier);
        }

        if (roles.HasFlag(NodeRoles.Watcher))
            builder.Services.AddHostedService(_ => new Watcher(ethereum, Verifier, keys.Prover, keys.Watcher, onTrouble: Trouble));
        if (roles.HasFlag(NodeRoles.Finaliser))
        {
            Address committer = identity.Profile.Sequencer.IsZero ? keys.Sequencer.Address : identity.Profile.Sequencer; // a finaliser may run apart from it
            builder.Services.AddHostedService(_ => new Finaliser(Verifier, keys.Finaliser, committer, onTrouble: Trouble));
        }

        if (roles.HasFlag(NodeRoles.Sequencer))
            AddSequencer(builder.Services, ethereum, identity, folder, keys, blobs);
        if (roles.HasFlag(NodeRoles.Prover) && identity.IsProven)
            AddProver(builder.Services, identity, folder, blobs, keys, roles, circuitKeys, sequencer);
        if (roles.HasFlag(NodeRoles.Auditor))
        {
            AuditorOptions auditing = new() { PollInterval = s_look, Depth = 0, Peers = publishing?.Peers ?? [] };
            Auditor auditor = new(ethereum, identity, deployment.StartBlock, blobs, _history, auditing, onTrouble: Trouble);
            OracleSigner? signer = publishing is null ? null : new(publishing.Key, identity.ChainId, publishing.Oracle);
            builder.Services.AddAuditors(new([auditor]) { Signer = signer });
            if (publishing is not null)
                builder.Services.AddHostedService(_ => new Publisher(auditor, ethereum, signer!, publishing.Sender, onTrouble: Trouble));
        }

        _app = builder.Build();
        if (verifies)
            _app.MapWithdrawals();
        if (roles.HasFlag(NodeRoles.Sequencer))
            _app.MapNodeApi();
        else if (verifies)
            _app.MapDescription();
        if (roles.HasFlag(NodeRoles.Auditor))
            _app.MapAuditApi().MapDashboard();
    }

    /// <summary>Follows L1 for every role.</summary>
    public ChainTracker Tracker { get; }

    /// <summary>Proves batches, where the role runs and a validity proof counts.</summary>
    public Prover? Prover => _app.Services.GetService<Prover>();

    /// <summary>Derives the rollup, where a role stands on it.</summary>
    public Verifier Verifier { get; }

    /// <summary>Where the API listens, once started.</summary>
    public Uri Url => new(_app.Urls.First());

    /// <summary>What passed by itself since a while ago, newest last; a hundred at most are known.</summary>
    public IReadOnlyList<string> TroublesWithin(TimeSpan last) =>
        [.. _troubles.Where(trouble => TimeProvider.System.GetElapsedTime(trouble.At) <= last).Select(trouble => trouble.What)];

    /// <summary>Reads L1 up to its head, and starts the roles: a sequencer that saw an empty queue first would take its batches back.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await Tracker.PollAsync(cancellationToken).ConfigureAwait(false);
        await _app.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits until a role gives up, or until it is cancelled.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _app.WaitForShutdownAsync(cancellationToken);

    /// <summary>Stops the roles, the newest first, and closes what they hold.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync().ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
        _history.Dispose();
    }

    private void AddSequencer(IServiceCollection services, EthereumClient ethereum, RollupIdentity identity, NodeFolder folder, NodeKeys keys, BlobSources blobs)
    {
        ChainSettlement settlement = new(Tracker);
        RollupProfile profile = identity.Profile;
        uint patience = Math.Max(1, checked((uint)Math.Min(profile.MaxBatchAge, profile.InclusionDelay)) / 4); // nothing waits so long that L1 would not take it any more
        SequencerSettings settings = new(identity.ChainId, identity.Rollup, keys.Sequencer.Address)
        {
            Batches = new() { MaxAge = BatchAgeSeconds, MaxAgeWhenDear = Math.Clamp(patience, BatchAgeSeconds, MostBatchAgeSeconds), MaxSlots = (int)profile.MaxSlots },
            Admission = identity.IsProven ? new() { MaxWait = patience, FreeSlots = FreeUnprovenSlots, MaxSlots = MaxUnprovenSlots } : new() { MaxWait = patience },
        };
        uint capacity = new RollupState(profile.Depth).Capacity;
        SequencerOptions options = new()
        {
            MaxBatchAge = checked((uint)profile.MaxBatchAge),
            MaxDueItems = (int)profile.MaxDueItems,
            InclusionLead = patience,
            CollectInto = [capacity - 1, capacity - 2],
        };
        services.AddSingleton<ISettlementLayer>(settlement);
        services.AddSingleton<IDerivedHead>(new ChainDerivedHead(Tracker, blobs, new(folder.Snapshots), Trouble));
        services.AddSequencer(settings, options, new(folder.Store, settings, profile.Depth), keys.Sequencer);
        services.AddHostedService(it => new Batcher(ethereum, Tracker, settlement, it.GetRequiredService<IBatchOutbox>(), keys.Committer, Trouble));
    }

    private void AddProver(IServiceCollection services, RollupIdentity identity, NodeFolder folder, BlobSources blobs, NodeKeys keys, NodeRoles roles, IReadOnlyList<CircuitKey>? circuitKeys,
        Uri? sequencer)
    {
        CircuitSet circuits = RollupCircuits.For(identity.Profile.Depth, identity.Layout);
        ProvingKeyCache cache = new(folder.Keys, identity.ChainId, Progress);
        services.AddSingleton(_ => new ProverStore(folder.Proofs, identity));
        services.AddSingleton(_ => new HttpClient { Timeout = TimeSpan.FromSeconds(30), MaxResponseContentBufferSize = PublishedBatches.MaxLength });
        services.AddSingleton(it => new Prover(
            Tracker,
            new(identity, blobs),
            blobs,
            circuits,
            () => circuitKeys is { Count: > 0 } ? circuitKeys : cache.LoadAll(circuits),
            roles.HasFlag(NodeRoles.Sequencer) ? new SequencedBatches(it.GetRequiredService<SequencerService>())
                : sequencer is null ? null
                : new PublishedBatches(it.GetRequiredService<HttpClient>(), sequencer),
            it.GetRequiredService<ProverStore>(),
            keys.Validity,
            events: it.GetRequiredService<NodeEvents>(),
            onTrouble: Trouble));
        services.AddHostedService(it => it.GetRequiredService<Prover>());
    }

    private void Progress(string line) => Trouble(line);

    private void Trouble(Exception e) => Trouble(e.Message);

    private void Trouble(string line)
    {
        _troubles.Enqueue((TimeProvider.System.GetTimestamp(), line));
        if (_troubles.Count > KeptTroubles)
            _troubles.TryDequeue(out _);
    }
}
