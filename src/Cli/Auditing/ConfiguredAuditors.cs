using Plimsoll.Cli.CommandLine;
using Plimsoll.L1;
using Plimsoll.L1.Beacon;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Auditing;
using Plimsoll.Node.Auditing.OpStack;
using Plimsoll.Node.Chain;
using Plimsoll.Primitives;

namespace Plimsoll.Cli.Auditing;

/// <summary>One auditor for each rollup of a configuration, and the clients that they share.</summary>
internal sealed class ConfiguredAuditors : IDisposable
{
    private static readonly RpcOptions s_patient = new() { Timeout = TimeSpan.FromMinutes(1) };

    private readonly Dictionary<string, JsonRpcClient> _clients = [];
    private readonly List<IDisposable> _owned = [];
    private readonly List<Auditor> _all = [];

    private ConfiguredAuditors()
    {
    }

    public IReadOnlyList<Auditor> All => _all;

    /// <summary>Asks every rollup's contracts for what has to be known of them.</summary>
    /// <exception cref="CommandException">An address is none, or the contracts are not what the document says.</exception>
    public static async Task<ConfiguredAuditors> OpenAsync(AuditConfig config, AuditHistory history, AuditorOptions options, Terminal terminal, CancellationToken cancellationToken)
    {
        ConfiguredAuditors auditors = new();
        try
        {
            foreach (AuditedRollup entry in config.Rollups)
                auditors._all.Add(await auditors.OpenAsync(config, entry, history, options, terminal, cancellationToken).ConfigureAwait(false));
            return auditors._all.DistinctBy(it => it.Id).Count() == auditors._all.Count ? auditors : throw CommandException.WrongInput("a rollup is listed twice");
        }
        catch
        {
            auditors.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (IDisposable owned in _all.Concat<IDisposable>(_owned).Concat(_clients.Values))
            owned.Dispose();
    }

    private async Task<Auditor> OpenAsync(
        AuditConfig config, AuditedRollup entry, AuditHistory history, AuditorOptions options, Terminal terminal, CancellationToken cancellationToken)
    {
        EthereumClient node = new(Client(entry.Rpc ?? config.Rpc, s_patient));
        AuditorOptions mine = options with { Name = entry.Name, Traits = entry.Traits };
        switch (entry)
        {
            case OpStackEntry it:
                OpStackRollup rollup = await ReadAsync(node, it, cancellationToken).ConfigureAwait(false);
                OwnNode? own = it.OpNode is null && it.Execution is null ? null : new(
                    it.OpNode is { } opNode ? Client(opNode, OwnNode.Limits) : null, it.Execution is { } execution ? new(Client(execution, OwnNode.Limits)) : null);
                if (own is null)
                    terminal.Warn($"{entry.Name ?? it.Portal}: without opNode or execution no root can be compared, and nothing is GREEN");
                return new(node, rollup, own, history, mine, onTrouble: Trouble);
            case PlimsollEntry it:
                RollupIdentity identity = await RollupIdentity.ReadAsync(node, AddressOf(it.Rollup), cancellationToken).ConfigureAwait(false);
                BeaconClient beacon = new(UriOf(it.Beacon ?? it.Rpc ?? config.Rpc), s_patient);
                _owned.Add(beacon);
                return new(node, identity, it.StartBlock, new(it.Archive is { } folder ? new(folder) : null, BeaconBlobSource.AtBlockNumbers(beacon)), history, mine, onTrouble: Trouble);
            default:
                throw CommandException.WrongInput("a rollup of an unknown stack");
        }

        void Trouble(Exception e) => terminal.Warn($"{entry.Name ?? "a rollup"}: {e.Message}");
    }

    private static async Task<OpStackRollup> ReadAsync(EthereumClient node, OpStackEntry entry, CancellationToken cancellationToken)
    {
        OpStackRollup configured = new()
        {
            ChainId = await node.GetChainIdAsync(cancellationToken).ConfigureAwait(false),
            Portal = AddressOf(entry.Portal),
            Factory = AddressOf(entry.DisputeGameFactory),
            Bridge = OrNull(entry.Bridge),
            Lockbox = OrNull(entry.Lockbox),
            AnchorRegistry = OrNull(entry.AnchorStateRegistry),
            SystemConfig = OrNull(entry.SystemConfig),
            SuperchainConfig = OrNull(entry.SuperchainConfig),
            StartBlock = entry.StartBlock,
            Tokens = entry.Bridge is null && entry.Tokens.Count > 0
                ? throw CommandException.WrongInput($"{entry.Name ?? entry.Portal} has tokens and no bridge that holds them")
                : [.. entry.Tokens.Select(token => new OpStackToken(AddressOf(token.L1), AddressOf(token.L2)))],
            BlockSeconds = entry.BlockSeconds > 0 ? entry.BlockSeconds : throw CommandException.WrongInput("blockSeconds is 0"),
            SequencerWindowSeconds = entry.SequencerWindowSeconds,
            Verified = [.. entry.Verified.Select(AddressOf)],
        };
        try
        {
            return await OpStackRollup.ReadAsync(node, configured, cancellationToken).ConfigureAwait(false);
        }
        catch (OpStackException e)
        {
            throw CommandException.WrongInput($"{entry.Name ?? entry.Portal}: {e.Message}");
        }
    }

    private JsonRpcClient Client(string url, RpcOptions options)
    {
        if (!_clients.TryGetValue(url, out JsonRpcClient? client))
            _clients[url] = client = new(UriOf(url), options);
        return client;
    }

    private static Uri UriOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https" ? url : throw CommandException.WrongInput($"{text} is not an address such as http://127.0.0.1:8545/");

    private static Address? OrNull(string? text) => text is null ? null : AddressOf(text);

    private static Address AddressOf(string text) => AddressChecksum.TryParse(text, out Address address) ? address : throw CommandException.WrongInput($"{text} is not an address");
}
