using System.Text.Json.Nodes;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Contracts;
using Plimsoll.Primitives;

namespace Plimsoll.Cli.Devnets;

/// <summary>What transactions cost on L1, by kind. Filled from receipts; nothing is estimated.</summary>
internal sealed class GasLog
{
    private readonly SortedDictionary<string, List<ulong>> _used = new(StringComparer.Ordinal);

    public void Add(string kind, TransactionReceipt receipt) => Add(kind, receipt.GasUsed);

    public void Add(string kind, ulong gas)
    {
        lock (_used)
        {
            if (!_used.TryGetValue(kind, out List<ulong>? figures))
                _used.Add(kind, figures = []);
            figures.Add(gas);
        }
    }

    /// <summary>Adds what others sent to the rollup: commits, finalisations and proofs, found by their events.</summary>
    public async Task AddFromChainAsync(EthereumClient node, RollupHistory history, CancellationToken cancellationToken)
    {
        HashSet<Bytes32> seen = [];
        foreach ((RollupEvent what, Log log) in history.Events)
        {
            string? kind = what switch
            {
                RollupEvent.BatchCommitted => "commit",
                RollupEvent.BatchFinalised => "finalise",
                RollupEvent.BatchDropped => "proveFraud",
                RollupEvent.VoteRecorded { Kind: ProofKinds.Validity } => "proveValidity",
                RollupEvent.VoteRecorded { Kind: ProofKinds.Quorum } => "attest",
                _ => null,
            };
            if (kind is null || !seen.Add(log.TransactionHash))
                continue;
            if (await node.GetReceiptAsync(log.TransactionHash, cancellationToken).ConfigureAwait(false) is { } receipt)
                Add(kind, receipt);
        }
    }

    public ulong TotalOf(string kind) => _used.TryGetValue(kind, out List<ulong>? figures) ? figures.Aggregate(0UL, (sum, gas) => sum + gas) : 0;

    public JsonObject ToJson()
    {
        JsonObject json = [];
        foreach ((string kind, List<ulong> figures) in _used)
        {
            ulong[] sorted = [.. figures.Order()];
            json[kind] = new JsonObject { ["count"] = sorted.Length, ["least"] = sorted[0], ["median"] = sorted[sorted.Length / 2], ["most"] = sorted[^1] };
        }

        return json;
    }
}
