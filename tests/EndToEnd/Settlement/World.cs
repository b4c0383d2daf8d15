using Plimsoll.Batches;
using Plimsoll.L1.Beacon;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Roles;
using Plimsoll.Primitives;
using Plimsoll.State;

namespace Plimsoll.EndToEnd.Settlement;

/// <summary>A rollup on a real chain: deployed contracts, residents, an operator who commits real blobs, and the roles that watch it.</summary>
internal sealed class World : IAsyncDisposable
{
    public const ulong Window = 1_000, Inclusion = 600, EscapeAfter = 3_000;
    public const byte Ether = 0, Coin = 1;
    private static readonly RpcOptions s_patient = new() { Timeout = TimeSpan.FromSeconds(60) };

    private readonly JsonRpcClient _client;
    private readonly Dictionary<Address, ContractSender> _senders = [];
    private readonly List<IDisposable> _owned = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("plimsoll-world-").FullName;

    private World(JsonRpcClient client) => (_client, Node) = (client, new(client));

    public EthereumClient Node { get; }

    public Deployment Deployment { get; private set; } = null!;

    public RollupIdentity Identity { get; private set; } = null!;

    public RollupContract Contract { get; private set; } = null!;

    public HubContract Hub { get; private set; } = null!;

    public ChainTracker Tracker { get; private set; } = null!;

    public BlobArchive Archive { get; private set; } = null!;

    public Verifier Verifier { get; private set; } = null!;

    public Watcher Watcher { get; private set; } = null!;

    public Finaliser Finaliser { get; private set; } = null!;

    /// <summary>The operator's own state: behind the head that it believes in.</summary>
    public RollupState State { get; private set; } = null!;

    public Resident Operator { get; } = new(0);

    public Resident Alice { get; } = new(1);

    public Resident Bob { get; } = new(2);

    public Resident Carol { get; } = new(3);

    public Resident Guard { get; } = new(4);

    public BeaconClient Beacon { get; private set; } = null!;

    private IEnumerable<Resident> Residents => [Operator, Alice, Bob, Carol, Guard];

    public RollupCut Cut => Tracker.Current;

    public static Task<World> StartAsync(Anvil anvil, Func<RollupProfile, RollupProfile>? change = null, CancellationToken cancellation = default) =>
        StartAsync(anvil, change, plan: null, cancellation);

    public static async Task<World> StartAsync(
        Anvil anvil, Func<RollupProfile, RollupProfile>? change, Func<DeploymentPlan, DeploymentPlan>? plan, CancellationToken cancellation)
    {
        Assert.SkipUnless(ContractArtifacts.AreBuilt, "the contracts are not built: build once with Node.js");
        World world = new(new(anvil.Endpoint, s_patient));
        RollupProfile profile = new()
        {
            Depth = 4,
            MaxSlots = 6 * 1024,
            MaxDueItems = 64,
            ChallengeWindow = Window,
            InclusionDelay = Inclusion,
            OpenAfter = 1_200,
            EscapeAfter = EscapeAfter,
            MaxBatchAge = 3_600,
            Bond = 3_000_000_000_000_000_000,
            ForcedFee = 1_000_000_000,
            MaxOpenItems = 64,
            Sequencer = world.Operator.Owner,
            QuotaFloor = UInt256.One << 100,
            QuotaShare = 1_000,
            QuotaPeriod = 86_400,
            Document = Bytes32.Zero,
        };
        profile = change?.Invoke(profile) ?? profile;
        DeploymentPlan planned = new(profile, [Address.Zero], TestTokens: 1);
        world.Deployment = await new Deployer(world.Node, world.SenderOf(world.Operator), Path.Combine(world._folder, "deployment.json"))
            .DeployAsync(plan?.Invoke(planned) ?? planned, cancellationToken: cancellation);
        world.Identity = await RollupIdentity.ReadAsync(world.Node, world.Deployment.Rollup, cancellation);
        Assert.Equal(profile, world.Identity.Profile with { Votes = profile.Votes });
        world.Contract = new(world.Node, world.Identity.ChainId, world.Identity.Rollup);
        world.Hub = new(world.Node, world.Identity.Hub, world.Identity.Rollup);
        world.State = new(profile.Depth);
        world.Beacon = world.Own(new BeaconClient(anvil.Endpoint, s_patient));
        world.Archive = new(Path.Combine(world._folder, "blobs"));
        (world.Tracker, world.Verifier) = world.Observe(world.Archive, BeaconBlobSource.AtBlockNumbers(world.Beacon));
        world.Watcher = world.Own(new Watcher(world.Node, world.Verifier, world.SenderOf(world.Guard), world.Guard.Key));
        world.Finaliser = world.Own(new Finaliser(world.Verifier, world.SenderOf(world.Guard), world.Hub));
        await world.SendAsync(world.Operator, RollupCalls.AddBond(world.Operator.Owner), InWei(30));
        return world;
    }

    /// <summary>Another node that knows nothing but L1 and these places for blobs.</summary>
    public (ChainTracker Tracker, Verifier Verifier) Observe(BlobArchive? archive, params IReadOnlyList<IBlobSource> sources)
    {
        BlobSources blobs = new(archive, sources);
        ChainTracker tracker = Own(new ChainTracker(Node, Identity, new() { Start = Deployment.StartBlock }));
        return (tracker, Own(new Verifier(tracker, new(Identity, blobs), new(Identity, blobs))));
    }

    public static UInt256 InWei(ulong amount) => (UInt256)amount * 1_000_000_000_000_000_000UL;

    public ContractSender SenderOf(Resident resident)
    {
        if (!_senders.TryGetValue(resident.Owner, out ContractSender? sender))
            _senders[resident.Owner] = sender = new(Node, resident.Key, 31337, new() { PollInterval = TimeSpan.FromMilliseconds(20) });
        return sender;
    }

    public Task<TransactionReceipt> SendAsync(Resident resident, byte[] input, UInt256 value = default) =>
        SenderOf(resident).CallAsync("a call", Deployment.Rollup, input, value, TestContext.Current.CancellationToken);

    public Task<TransactionReceipt> DepositAsync(Resident resident, ulong amount) =>
        SendAsync(resident, RollupCalls.Deposit(Ether, amount, resident.Owner, uint.MaxValue, resident.Secret.Published), amount);

    public async Task ForceAsync(Resident resident, byte[] input) =>
        await SendAsync(resident, input, await Contract.GetForcedFeeAsync(BlockReference.Latest, TestContext.Current.CancellationToken));

    public uint IndexOf(Resident resident, byte token = Ether) => IndexIn(State, resident, token);

    public static uint IndexIn(RollupState state, Resident resident, byte token = Ether) =>
        state.Accounts().First(it => it.Account.Owner == resident.Owner && it.Account.Token == token).Index;

    /// <summary>Commits a batch with all open queue items and the operations that are applied on the way.</summary>
    /// <param name="operate">Applies and adds operations.</param>
    /// <param name="spoil">Changes slots before they are published: then the operator does not believe in the batch.</param>
    /// <param name="republish">Changes what is published beyond that.</param>
    /// <param name="by">Who commits; null for the operator.</param>
    public async Task<CommittedBatch> CommitAsync(
        Action<BatchWriter>? operate = null, Action<Slot[]>? spoil = null, Func<BatchPublication, Slot[], BatchPublication>? republish = null, Resident? by = null)
    {
        await Tracker.PollAsync(TestContext.Current.CancellationToken);
        StateMark before = State.Mark();
        BatchContext context = new(Identity.ChainId, Identity.Rollup, (uint)Cut.Time, (by ?? Operator).Owner);
        BatchWriter writer = new(State, context, Residents);
        foreach (QueueEntry entry in Cut.OpenItems)
            writer.AddQueued(entry.Item.Operation);
        operate?.Invoke(writer);
        Slot[] slots = writer.Complete();
        spoil?.Invoke(slots);
        BatchPublication publication = BatchPublication.Prepare(Cut, context, slots, writer.QueueCount);
        publication = republish?.Invoke(publication, slots) ?? publication;
        if (spoil is not null || republish is not null)
        {
            State.Unwind(before);
            State.Commit();
        }

        await PublishAsync(publication, by);
        Assert.Equal(publication.Header.NewRoot, Cut.Head.NewRoot);
        return Cut.Batches[^1];
    }

    public async Task PublishAsync(BatchPublication publication, Resident? by = null)
    {
        await SenderOf(by ?? Operator).CallWithBlobsAsync("commit", Deployment.Rollup, RollupCalls.Commit(publication.Header), publication.Sidecar, TestContext.Current.CancellationToken);
        await Tracker.PollAsync(TestContext.Current.CancellationToken);
    }

    public async Task<VerifiedCut> VerifyAsync()
    {
        await Tracker.PollAsync(TestContext.Current.CancellationToken);
        return await Verifier.VerifyAsync(Cut, TestContext.Current.CancellationToken);
    }

    /// <summary>Lets L1's clock run.</summary>
    public async Task PassAsync(ulong seconds)
    {
        await _client.SendAsync(new("evm_increaseTime", seconds), result => result.ToString(), TestContext.Current.CancellationToken);
        await _client.SendAsync(new("evm_mine"), result => result.ToString(), TestContext.Current.CancellationToken);
        await Tracker.PollAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Mines empty blocks: what was before them is final on L1.</summary>
    public async Task MineAsync(int blocks)
    {
        await _client.SendAsync(new("anvil_mine", blocks), result => result.ToString(), TestContext.Current.CancellationToken);
        await Tracker.PollAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Replaces the last blocks by empty ones.</summary>
    public Task ReorgAsync(int depth) =>
        _client.SendAsync(new("anvil_reorg", depth, new System.Text.Json.Nodes.JsonArray()), result => result.ToString(), TestContext.Current.CancellationToken);

    /// <summary>Lets the window pass and makes everything final that is right.</summary>
    public async Task FinaliseAsync()
    {
        await PassAsync(Window + 1);
        await Finaliser.ActAsync(await VerifyAsync(), TestContext.Current.CancellationToken);
        await VerifyAsync();
    }

    public Task<UInt256> BalanceAsync(Address address) => Node.GetBalanceAsync(address, BlockReference.Latest, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (IDisposable owned in Enumerable.Reverse(_owned))
            owned.Dispose();
        foreach (ContractSender sender in _senders.Values)
            sender.Dispose();
        foreach (Resident resident in Residents)
            resident.Dispose();
        _client.Dispose();
        Directory.Delete(_folder, recursive: true);
        await Task.CompletedTask;
    }

    /// <summary>Disposes of something when the world ends.</summary>
    public T Own<T>(T disposable)
        where T : IDisposable
    {
        _owned.Add(disposable);
        return disposable;
    }
}
