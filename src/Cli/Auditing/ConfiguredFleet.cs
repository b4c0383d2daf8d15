using Plimsoll.Cli.CommandLine;
using Plimsoll.L1;
using Plimsoll.L1.Beacon;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Auditing;
using Plimsoll.Node.Auditing.OpStack;
using Plimsoll.Node.Chain;
using Plimsoll.Primitives;

namespace Plimsoll.Cli.Auditing;

/// <summary>One auditor for each rollup of a configuration; those with one L1 node share its client.</summary>
/// <param name="fleet">Where they go.</param>
/// <param name="config">The document.</param>
/// <param name="history">What all of them remember.</param>
/// <param name="options">How each of them works.</param>
/// <param name="key">Signs for the oracles that rollups name; null: nothing is signed.</param>
/// <param name="isPublished">Whether signed reports are brought to the oracles.</param>
/// <param name="terminal">Where warnings go.</param>
internal sealed class ConfiguredFleet(Fleet fleet, AuditConfig config, AuditHistory history, AuditorOptions options, PrivateKey? key, bool isPublished, Terminal terminal)
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(250);
    private static readonly RpcOptions s_patient = new() { Timeout = TimeSpan.FromMinutes(1) };

    private readonly Dictionary<string, JsonRpcClient> _clients = [];
    private readonly Dictionary<string, HeadWatch> _heads = [];

    /// <summary>Asks every rollup's contracts for what has to be known of them.</summary>
    /// <exception cref="CommandException">An address is none, or the contracts are not what the document says.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (key is not null && config.Rollups.All(entry => entry.Oracle is null))
            throw CommandException.WrongInput("no rollup of the document names an oracle to sign for", "Name one as its \"oracle\", or leave --oracle-wallet out.");
        foreach (AuditedRollup entry in config.Rollups)
            await OpenAsync(entry, cancellationToken).ConfigureAwait(false);
        if (fleet.Auditors.DistinctBy(it => it.Id).Count() != fleet.Auditors.Count)
            throw CommandException.WrongInput("a rollup is listed twice");
    }

    private async Task OpenAsync(AuditedRollup entry, CancellationToken cancellationToken)
    {
        string url = entry.Rpc ?? config.Rpc;
        EthereumClient node = new(Client(url, s_patient));
        if (!_heads.TryGetValue(url, out HeadWatch? heads))
            _heads[url] = heads = fleet.Own(new HeadWatch(node, s_look));
        AuditorOptions mine = options with { Name = entry.Name, Traits = entry.Traits, Heads = heads };
        Auditor auditor = entry switch
        {
            OpStackEntry it => new(node, await ReadAsync(node, it, cancellationToken).ConfigureAwait(false), OwnNodeOf(it), history, mine, onTrouble: Trouble),
            PlimsollEntry it => new(
                node, await RollupIdentity.ReadAsync(node, AddressOf(it.Rollup), cancellationToken).ConfigureAwait(false), it.StartBlock,
                new(it.Archive is { } folder ? new(folder) : null, BlobsOf(it)),
                history, mine, onTrouble: Trouble),
            _ => throw CommandException.WrongInput("a rollup of an unknown stack"),
        };
        fleet.Add(auditor);
        if (entry.Oracle is { } oracle && key is not null)
            fleet.Sign(auditor, node, await node.GetChainIdAsync(cancellationToken).ConfigureAwait(false), AddressOf(oracle), key, isPublished, Trouble);

        void Trouble(Exception e) => terminal.Warn($"{entry.Name ?? "a rollup"}: {e.Message}");
    }

    private BeaconBlobSource BlobsOf(PlimsollEntry entry) => entry.Beacon is { } beacon
        ? BeaconBlobSource.AtSlots(fleet.Own(new BeaconClient(UriOf(beacon), s_patient)))
        : BeaconBlobSource.AtBlockNumbers(fleet.Own(new BeaconClient(UriOf(entry.Rpc ?? config.Rpc), s_patient)));

    private OwnNode? OwnNodeOf(OpStackEntry entry)
    {
        if (entry.OpNode is null && entry.Execution is null)
        {
            terminal.Warn($"{entry.Name ?? entry.Portal}: without opNode or execution no root can be compared, and nothing is GREEN");
            return null;
        }

        return new(entry.OpNode is { } opNode ? Client(opNode, OwnNode.Limits) : null, entry.Execution is { } execution ? new(Client(execution, OwnNode.Limits)) : null);
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

    private JsonRpcClient Client(string url, RpcOptions limits)
    {
        if (!_clients.TryGetValue(url, out JsonRpcClient? client))
            _clients[url] = client = fleet.Own(new JsonRpcClient(UriOf(url), limits));
        return client;
    }

    private static Uri UriOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https" ? url : throw CommandException.WrongInput($"{text} is not an address such as http://127.0.0.1:8545/");

    private static Address? OrNull(string? text) => text is null ? null : AddressOf(text);

    private static Address AddressOf(string text) => AddressChecksum.TryParse(text, out Address address) ? address : throw CommandException.WrongInput($"{text} is not an address");
}
