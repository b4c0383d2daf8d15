using System.Collections.Concurrent;
using Plimsoll.Cli.Clients;
using Plimsoll.Cli.Lives;
using Plimsoll.Cli.Operations;
using Plimsoll.Cli.Profiles;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Hosting;
using Plimsoll.Node.Proving;
using Plimsoll.Node.Roles;
using Plimsoll.Primitives;
using Plimsoll.Proofs;

namespace Plimsoll.Cli.Devnets;

/// <summary>A chain with a rollup on it, and every role of a node in this process: sequencer, batcher, verifier, watcher, finaliser.</summary>
internal sealed partial class DevnetHost : IAsyncDisposable
{
    public const byte Ether = 0;

    private const uint DeployerIndex = 0, OperatorIndex = 1, WatcherIndex = 2, FinaliserIndex = 3, ClaimerIndex = 4, ProverIndex = 5, QuorumIndex = 6, FirstAttester = 7, FirstTrader = 10;
    private const int FundedAccounts = 64;
    private const ulong BondedBatches = 200;
    private readonly ConcurrentBag<Person> _people = [];
    private readonly RunningNode _node;

    private DevnetHost(DataFolder folder, LocalChain chain, Deployment deployment, RollupIdentity identity, Person @operator, NodeRoles roles, IReadOnlyList<CircuitKey> circuitKeys, IReadOnlyList<Address> attesters)
    {
        (Folder, Chain, Deployment, Identity) = (folder, chain, deployment, identity);
        Rollup = new(chain.Node, chain.ChainId, deployment.Rollup);
        Hub = new(chain.Node, deployment.Hub, deployment.Rollup);
        Signer = new(chain.ChainId, deployment.Rollup);
        _people.Add(@operator);
        Operator = new(@operator, deployment.Rollup);
        Claimer = Make("Claimer", ClaimerIndex);

        Person watcher = Make("Watcher", WatcherIndex), finaliser = Make("Finaliser", FinaliserIndex), prover = Make("Prover", ProverIndex);
        NodeKeys keys = new(@operator.Wallet, @operator.Sender, watcher.Wallet, watcher.Sender, finaliser.Sender, prover.Sender);
        _node = new(new(chain.Node, BeaconBlobSource.AtBlockNumbers(chain.Beacon), deployment, identity, folder.Node, keys, roles | (attesters.Count > 0 ? NodeRoles.Attester | NodeRoles.Quorum : NodeRoles.None))
        {
            CircuitKeys = circuitKeys,
            Attesting = attesters.Count > 0 ? new(AttesterKeys(attesters), Make("Quorum", QuorumIndex).Sender, []) : null,
        });
    }

    public DataFolder Folder { get; }

    public LocalChain Chain { get; }

    public Deployment Deployment { get; }

    public RollupIdentity Identity { get; }

    public RollupContract Rollup { get; }

    public HubContract Hub { get; }

    public OperationSigner Signer { get; }

    public ChainTracker Tracker => _node.Tracker;

    public Verifier Verifier => _node.Verifier;

    /// <summary>Proves batches, where a validity proof counts.</summary>
    public Prover? Prover => _node.Prover;

    /// <summary>Who sequences and commits; its layer-2 accounts collect the fees.</summary>
    public Trader Operator { get; }

    /// <summary>Pays the gas of claims for others.</summary>
    public Person Claimer { get; }

    /// <summary>The HTTP API, once started.</summary>
    public NodeClient Api { get; private set; } = null!;

    public Uri Url { get; private set; } = null!;

    /// <summary>What passed by itself in the last minute, newest last.</summary>
    public IReadOnlyList<string> Troubles => _node.TroublesWithin(TimeSpan.FromMinutes(1));

    /// <summary>Starts the chain where it was left, deploys what is not there, and starts every role.</summary>
    /// <param name="folder">Where everything is kept.</param>
    /// <param name="profile">What a rollup that is deployed now promises.</param>
    /// <param name="testTokens">How many ERC-20s it lists behind ETH.</param>
    /// <param name="roles">An operator's, and the auditor where somebody will look at its dashboard.</param>
    /// <param name="progress">Is told what happens.</param>
    /// <param name="cancellationToken">Stops between steps.</param>
    public static async Task<DevnetHost> StartAsync(
        DataFolder folder, ProfileDocument profile, int testTokens, NodeRoles roles, Action<string> progress, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder.Path);
        LocalChain chain = await LocalChain.StartAsync(
            new()
            {
                BlockTime = TimeSpan.FromSeconds(1),
                SlotsInAnEpoch = 4,
                Accounts = FundedAccounts,
                StateFile = Path.GetFullPath(folder.ChainFile),
                StateInterval = TimeSpan.FromSeconds(5),
            },
            cancellationToken).ConfigureAwait(false);
        try
        {
            progress($"Ethereum: Anvil at {chain.Anvil.Endpoint}");
            return await StartOnAsync(folder, chain, profile, testTokens, roles, progress, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await chain.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Somebody with a funded wallet, or beyond <see cref="FundedAccounts"/> with an empty one.</summary>
    public Trader TraderNumber(int number) => new(Make($"trader {number}", FirstTrader + (uint)number), Deployment.Rollup);

    public async ValueTask DisposeAsync()
    {
        Api?.Dispose();
        await _node.DisposeAsync().ConfigureAwait(false);
        foreach (Person person in _people)
            person.Dispose();
        File.Delete(Folder.EndpointsFile);
        await Chain.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task<DevnetHost> StartOnAsync(
        DataFolder folder, LocalChain chain, ProfileDocument profile, int testTokens, NodeRoles roles, Action<string> progress, CancellationToken cancellationToken)
    {
        Person @operator = new("Operator", OperatorIndex, chain.Node, chain.ChainId);
        RollupProfile terms = ProfileTerms.Of(profile, @operator.Address);
        CircuitKey[] circuits = terms.Kinds.HasFlag(ProofKinds.Validity)
            ? await Task.Run(() => new ProvingKeyCache(folder.Node.Keys, chain.ChainId, progress).LoadAll(RollupCircuits.For(terms.Depth, terms.Layout)).ToArray(), cancellationToken).ConfigureAwait(false)
            : [];
        Deployment deployment;
        using (Person deployer = new("Deployer", DeployerIndex, chain.Node, chain.ChainId))
        {
            DeploymentPlan plan = new(terms, [Address.Zero], testTokens)
            {
                Circuits = [.. circuits.Select(key => new CircuitDeployment(key.Key.VerifyingKey.Encode(), key.Circuit.Kind == SegmentKind.Queue))],
                Attesters = ProfileTerms.AttestersOf(profile),
                Quorum = profile.Mechanism.Quorum ?? 0,
            };
            Progress<string> deployed = new(name => progress($"deployed {name}"));
            deployment = await new Deployer(chain.Node, deployer.Sender, folder.DeploymentFile).DeployAsync(plan, deployed, cancellationToken).ConfigureAwait(false);
        }

        RollupIdentity identity = await RollupIdentity.ReadAsync(chain.Node, deployment.Rollup, cancellationToken).ConfigureAwait(false);
        DevnetHost host = new(folder, chain, deployment, identity, @operator, roles, circuits, await AttestersAsync(chain, identity, cancellationToken).ConfigureAwait(false));
        await host.BondAsync(cancellationToken).ConfigureAwait(false);
        await host._node.StartAsync(cancellationToken).ConfigureAwait(false);
        host.Url = host._node.Url;
        host.Api = new(host.Url);
        folder.WriteEndpoints(chain.Anvil.Endpoint, host.Url);
        progress($"node: {host.Url} (API page at {host.Url}scalar{(roles.HasFlag(NodeRoles.Auditor) ? ", the auditor's dashboard at its root" : "")})");
        await host.OpenFeeAccountsAsync(cancellationToken).ConfigureAwait(false);
        return host;
    }

    /// <summary>Who attests on L1, whatever the profile that the devnet is started with says now.</summary>
    private static async Task<IReadOnlyList<Address>> AttestersAsync(LocalChain chain, RollupIdentity identity, CancellationToken cancellationToken) => identity.Profile.Kinds.HasFlag(ProofKinds.Quorum)
        ? (await VotesContract.ReadCommitteeAsync(chain.Node, identity.Votes, cancellationToken).ConfigureAwait(false)).Members
        : [];

    /// <summary>The keys of those attesters who are accounts of the local chain; others attest elsewhere, or not.</summary>
    private IReadOnlyList<PrivateKey> AttesterKeys(IReadOnlyList<Address> attesters) =>
        [.. Enumerable.Range(0, 3).Select(number => Make($"Attester {number + 1}", FirstAttester + (uint)number)).Where(person => attesters.Contains(person.Address)).Select(person => person.Wallet)];

    private Person Make(string name, uint index)
    {
        Person person = new(name, index, Chain.Node, Chain.ChainId);
        _people.Add(person);
        return person;
    }
}
