using System.Text.Json.Nodes;
using Plimsoll.Devnet;
using Plimsoll.L1.Beacon;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Primitives;

namespace Plimsoll.Audits;

/// <summary>A chain with many synthetic rollups on one settlement hub, each with a few accounts and a batch.</summary>
internal sealed class Harbour : IAsyncDisposable
{
    private const int People = 40, Operators = 6, FirstDeposits = 4; // six blobs fit into a block
    private static readonly RpcOptions s_patient = new() { Timeout = TimeSpan.FromMinutes(2) };

    private readonly Anvil _anvil;
    private readonly JsonRpcClient _rpc;
    private readonly string _folder = Directory.CreateTempSubdirectory("plimsoll-audits-").FullName;

    private Harbour(Anvil anvil)
    {
        (_anvil, _rpc) = (anvil, new(anvil.Endpoint, s_patient));
        Node = new(_rpc);
        Beacon = new(anvil.Endpoint, s_patient);
        Crew = [.. Enumerable.Range(0, People + Operators).Select(number => new Crew(Node, anvil.Options.ChainId, number))];
    }

    public EthereumClient Node { get; }

    public BeaconClient Beacon { get; }

    public IReadOnlyList<Crew> Crew { get; }

    public List<Berth> Berths { get; } = [];

    public static async Task<Harbour> BuildAsync(int rollups)
    {
        Harbour harbour = new(await Anvil.StartAsync());
        foreach (Crew crew in harbour.Crew)
            await harbour.AskAsync("anvil_setBalance", crew.Address.ToString(), "0xd3c21bcecceda1000000"); // a million ether
        string shared = Path.Combine(harbour._folder, "shared.json");
        harbour.Berths.Add(await harbour.DeployAsync(0, shared));
        harbour.Berths.AddRange((await Task.WhenAll(Enumerable.Range(0, Operators).Select(async op =>
        {
            List<Berth> own = [];
            for (int i = op; i < rollups; i += Operators)
            {
                if (i > 0)
                    own.Add(await harbour.DeployAsync(i, shared));
            }

            return own;
        }))).SelectMany(own => own));
        await Task.WhenAll(harbour.Berths.GroupBy(berth => berth.Operator).Select(async berths =>
        {
            foreach (Berth berth in berths)
                await berth.Operator.Sender.CallAsync("bond", berth.Identity.Rollup, RollupCalls.AddBond(berth.Operator.Address), (UInt256)30 * 1_000_000_000_000_000_000UL);
        }));
        await Task.WhenAll(Enumerable.Range(0, FirstDeposits).Select(async person =>
        {
            foreach (Berth berth in harbour.Berths)
                await berth.DepositAsync(harbour.Crew[person], 1_000_000);
        }));
        await Task.WhenAll(harbour.Berths.GroupBy(berth => berth.Operator).Select(async berths =>
        {
            foreach (Berth berth in berths)
                await berth.CommitAsync();
        }));
        Console.WriteLine($"{rollups} rollups with {FirstDeposits} accounts and a batch each, at block {await harbour.Node.GetBlockNumberAsync()}");
        return harbour;
    }

    /// <summary>From now on a block comes every so many seconds, as on Ethereum.</summary>
    public Task PaceAsync(TimeSpan blockTime) => AskAsync("evm_setIntervalMining", (int)blockTime.TotalSeconds);

    public async ValueTask DisposeAsync()
    {
        foreach (Crew crew in Crew)
            crew.Dispose();
        Beacon.Dispose();
        _rpc.Dispose();
        await _anvil.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<Berth> DeployAsync(int number, string shared)
    {
        Crew @operator = Crew[People + number % Operators];
        RollupProfile profile = new()
        {
            Depth = 6,
            MaxSlots = 1_024,
            MaxDueItems = 64,
            ChallengeWindow = 86_400,
            InclusionDelay = 36_000,
            OpenAfter = 72_000,
            EscapeAfter = 360_000,
            MaxBatchAge = 3_600,
            Bond = 3_000_000_000_000_000_000,
            ForcedFee = 1_000_000_000,
            MaxOpenItems = 256,
            Sequencer = @operator.Address,
            QuotaFloor = UInt256.One << 100,
            QuotaShare = 1_000,
            QuotaPeriod = 86_400,
            Document = Bytes32.Zero,
        };
        string file = Path.Combine(_folder, $"{number}.json");
        if (File.Exists(shared))
            File.Copy(shared, file);
        Deployment deployed = await new Deployer(Node, @operator.Sender, file).DeployAsync(new(profile, [Address.Zero]));
        if (!File.Exists(shared))
        {
            // The hub, hashers and verifiers are everybody's; a file without a rollup is a deployment that was interrupted before it.
            JsonNode json = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
            json["contracts"]!.AsObject().Remove("Rollup");
            await File.WriteAllTextAsync(shared, json.ToJsonString());
        }

        RollupIdentity identity = await RollupIdentity.ReadAsync(Node, deployed.Rollup);
        return new(identity, deployed.StartBlock, new(Node, identity, new() { Start = deployed.StartBlock }), @operator, Crew);
    }

    private Task<string> AskAsync(string method, params JsonNode?[] arguments) => _rpc.SendAsync(new(method, arguments), result => result.ToString());
}
