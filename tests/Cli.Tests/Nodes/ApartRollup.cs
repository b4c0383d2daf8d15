using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Plimsoll.Cli.Clients;
using Plimsoll.Cli.CommandLine;
using Plimsoll.Cli.Operations;
using Plimsoll.Cli.Tests.Guides;
using Plimsoll.Cli.Wallets;
using Plimsoll.Devnet;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Primitives;

namespace Plimsoll.Cli.Tests.Nodes;

/// <summary>A chain, and the processes that the guide starts on it, with the guide's addresses and folders replaced by those that are free.</summary>
internal sealed class ApartRollup : IAsyncDisposable
{
    /// <summary>The guide's section on a rollup that counts a quorum: another one than that of the sections before it.</summary>
    public const string Quorum = "A quorum";

    private const string GuideRpc = "http://127.0.0.1:8545", UrlOption = "--url ";

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(6), s_look = TimeSpan.FromMilliseconds(100);

    private readonly TemporaryFolder _folder = new();
    private readonly Anvil _anvil;
    private readonly JsonRpcClient _rpc;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private readonly Dictionary<string, (string Line, ProgramProcess Process, Uri Url)> _nodes = [];
    private readonly Dictionary<string, Uri> _guideUrls = []; // where the node listens that the guide has there

    private ApartRollup(Anvil anvil) => (_anvil, _rpc) = (anvil, new(anvil.Endpoint, new() { Timeout = TimeSpan.FromMinutes(1) }));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<ApartRollup> StartAsync(int slotsInAnEpoch = 4) =>
        new(await Anvil.StartAsync(new() { BlockTime = TimeSpan.FromSeconds(1), SlotsInAnEpoch = slotsInAnEpoch, Accounts = 32 }, Cancellation));

    /// <summary>The guide's command lines that stand in some sections.</summary>
    public static IEnumerable<string> Guide(Predicate<string> isWanted) => GuideTests.SectionsOf("docs/guides/roles-apart.md").Where(it => isWanted(it.Section)).Select(it => it.Command);

    /// <summary>Runs a line of the guide; a node is started, and is known by its folder from then on.</summary>
    /// <returns>What it answered.</returns>
    public async Task<string> RunAsync(string line)
    {
        string[] arguments = [.. Localised(line).Split(' ')];
        if (arguments[0] == "node")
        {
            await StartNodeAsync(line, arguments);
            return "";
        }

        (ExitCode code, ProgramProcess run) = await TryAsync(arguments);
        Assert.True(code == ExitCode.Success, $"{code}: {run}");
        return run.Output;
    }

    /// <summary>Starts a node, and kills it when it listens.</summary>
    /// <returns>What it said on its error stream.</returns>
    public async Task<string> ErrorsOfAShortLifeAsync(string line)
    {
        using ProgramProcess process = ProgramProcess.Start(_folder["."], Localised(line).Split(' '));
        Assert.NotNull(await process.ListeningAsync());
        return process.Errors;
    }

    /// <summary>Runs a command line that may be refused.</summary>
    public async Task<(ExitCode ExitCode, ProgramProcess Run)> TryAsync(string line) => await TryAsync(Localised(line).Split(' '));

    public void Kill(string node) => _nodes[node].Process.Kill();

    public Task<ExitCode> EndOfAsync(string node) => _nodes[node].Process.EndAsync();

    /// <summary>Replaces the newest blocks by empty ones, the finalized among them.</summary>
    public Task ReorganiseAsync(int depth) => _rpc.SendAsync(new("anvil_reorg", depth, new JsonArray()), result => result.GetRawText(), Cancellation);

    public string ErrorsOf(string node) => _nodes[node].Process.Errors;

    /// <summary>Starts a node that was killed with the line that started it, where it listened before.</summary>
    public async Task RestartAsync(string node)
    {
        (string line, ProgramProcess process, Uri url) = _nodes[node];
        process.Dispose();
        string[] arguments = Localised(line).Replace("http://127.0.0.1:0", url.ToString().TrimEnd('/'), StringComparison.Ordinal).Split(' ');
        await UntilAsync($"{node} to listen again", async () =>
        {
            ProgramProcess started = ProgramProcess.Start(_folder["."], arguments);
            _nodes[node] = (line, started, url);
            if (await started.ListeningAsync() is not null)
                return true;
            Assert.True(started.Errors.Contains("listens", StringComparison.Ordinal), started.ToString()); // some other program has the port for a moment
            started.Dispose();
            return false;
        });
    }

    /// <summary>A node's answer; null where it has none, or does not answer.</summary>
    public async Task<JsonNode?> GetAsync(string node, string path)
    {
        try
        {
            return await _http.GetFromJsonAsync<JsonNode>(new Uri(_nodes[node].Url, path), Cancellation);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>Waits until a node's answer is what is waited for.</summary>
    public async Task<JsonNode> UntilAsync(string node, string path, Predicate<JsonNode> isSo)
    {
        JsonNode? answer = null;
        await UntilAsync($"{node} to answer at {path} what is waited for", async () => (answer = await GetAsync(node, path)) is { } found && isSo(found), () => $"{answer}\n{_nodes[node].Process}");
        return answer!;
    }

    public async Task<IReadOnlyList<HeldAccount>> AccountsOfAsync(string wallet)
    {
        using PrivateKey key = WalletFile.Read(_folder[wallet], new(TextWriter.Null, TextWriter.Null, isJson: false));
        using NodeClient node = new(_nodes["sequencer"].Url);
        return await node.GetAccountsAsync(key.Address, Cancellation);
    }

    /// <summary>The heights of L1's head and of its last final batch.</summary>
    public async Task<(ulong Head, ulong Final)> HeightsAsync()
    {
        return ((await Contract.GetHeadAsync(BlockReference.Latest, Cancellation)).Height, (await Contract.GetLastFinalAsync(BlockReference.Latest, Cancellation)).Height);
    }

    /// <summary>The chain.</summary>
    public EthereumClient Ethereum => new(_rpc);

    /// <summary>The chain's newest block.</summary>
    public async Task<BlockHeader> HeadAsync() => (await Ethereum.GetHeaderAsync(BlockReference.Latest, Cancellation))!;

    /// <summary>What the rollup is.</summary>
    public Task<RollupIdentity> IdentityAsync() => RollupIdentity.ReadAsync(Ethereum, Deployed.Rollup, Cancellation);

    /// <summary>The rollup on it.</summary>
    public RollupContract Contract => new(Ethereum, Deployed.ChainId, Deployed.Rollup);

    /// <summary>People of the chain who have done nothing yet deposit at once.</summary>
    public Task DepositAsync(uint first, int count) => Task.WhenAll(Enumerable.Range(0, count).Select(async i =>
    {
        using PrivateKey key = new(Mnemonic.Derive(AnvilOptions.DefaultMnemonic, first + (uint)i));
        using ContractSender sender = new(new(_rpc), key, Deployed.ChainId);
        byte[] call = RollupCalls.Deposit(0, 1_000, key.Address, uint.MaxValue, SigningKey.Derive(key, Deployed.ChainId, Deployed.Rollup, 0).Published);
        await sender.CallAsync("deposit", Deployed.Rollup, call, (UInt256)1_000UL, Cancellation);
    }));

    public async Task UntilAsync(string what, Func<Task<bool>> isSo, Func<string>? seen = null)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < s_patience, $"Waited {s_patience} for {what}: {seen?.Invoke() ?? string.Join('\n', _nodes.Values.Select(node => node.Process))}");
            await Task.Delay(s_look, Cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach ((_, ProgramProcess process, _) in _nodes.Values)
            process.Dispose();
        _http.Dispose();
        _rpc.Dispose();
        await _anvil.DisposeAsync();
        _folder.Dispose();
    }

    private Deployment Deployed => field ??= Deployment.Load(_folder["deployment.json"])!;

    private async Task StartNodeAsync(string line, string[] arguments)
    {
        ProgramProcess process = ProgramProcess.Start(_folder["."], arguments);
        if (await process.ListeningAsync() is { } url)
        {
            _guideUrls[line[(line.IndexOf(UrlOption, StringComparison.Ordinal) + UrlOption.Length)..]] = url;
            string folder = arguments[Array.IndexOf(arguments, "--data") + 1];
            if (_nodes.TryGetValue(folder, out (string Line, ProgramProcess Process, Uri Url) before))
                before.Process.Dispose();
            _nodes[folder] = (line, process, url);
            return;
        }

        using (process)
            Assert.Fail($"It ended: {process}");
    }

    private async Task<(ExitCode, ProgramProcess)> TryAsync(string[] arguments)
    {
        using ProgramProcess run = ProgramProcess.Start(_folder["."], arguments);
        return (await run.EndAsync(), run);
    }

    // Keys are the same everywhere, and take half a minute to make: they are kept beside a devnet's.
    private string Localised(string line)
    {
        string keys = Path.GetFullPath(new DataFolder(DataFolder.Default).Node.Keys);
        string here = line.Replace(GuideRpc, _anvil.Endpoint.ToString().TrimEnd('/'), StringComparison.Ordinal)
            .Replace("--keys keys", $"--keys {keys}", StringComparison.Ordinal).Replace("=keys/", $"={keys}/", StringComparison.Ordinal);
        int at = here.IndexOf(UrlOption, StringComparison.Ordinal);
        if (at >= 0)
            here = $"{here[..at]}{UrlOption}http://127.0.0.1:0";
        return string.Join(' ', here.Split(' ').Select(word => _guideUrls.TryGetValue(word, out Uri? url) ? url.ToString() : word));
    }
}
