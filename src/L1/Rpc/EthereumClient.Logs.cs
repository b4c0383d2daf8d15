using System.Runtime.CompilerServices;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Rpc;

/// <content>Logs of one block, and of many.</content>
public sealed partial class EthereumClient
{
    // Nodes and providers word it differently and use several codes; each of these has been seen for a range that was too large.
    private static readonly string[] s_tooMuch = ["too many", "more than", "too large", "too big", "exceed", "range", "limit", "response size", "timed out", "timeout"];

    /// <summary>The wanted logs of exactly the block of that hash, in order; never those of another fork.</summary>
    public Task<IReadOnlyList<Log>> GetLogsAsync(Bytes32 blockHash, LogFilter filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return AskAsync<IReadOnlyList<Log>>(
            new("eth_getLogs", filter.ToJson(("blockHash", blockHash.ToString()))),
            value => ReadLogs(value, filter, log => log.BlockHash == blockHash),
            cancellationToken);
    }

    /// <summary>The wanted logs of the blocks from one number to another, both included, in order.</summary>
    /// <remarks>
    /// The range is halved as often as the node says that it is too much. The blocks are those that are canonical when their part is asked
    /// for: use it behind the finalized block; nearer to the head ask by block hash. Memory is that of one part.
    /// </remarks>
    public async IAsyncEnumerable<Log> GetLogsAsync(
        ulong from, ulong to, LogFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        Stack<(ulong From, ulong To)> parts = new([(from, to)]);
        while (parts.TryPop(out (ulong From, ulong To) part))
        {
            IReadOnlyList<Log>? logs = await TryGetLogsAsync(part, filter, cancellationToken).ConfigureAwait(false);
            if (logs is null)
            {
                ulong middle = part.From + (part.To - part.From) / 2;
                parts.Push((middle + 1, part.To));
                parts.Push((part.From, middle));
                continue;
            }

            foreach (Log log in logs)
                yield return log;
        }
    }

    private async Task<IReadOnlyList<Log>?> TryGetLogsAsync((ulong From, ulong To) part, LogFilter filter, CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(
                new("eth_getLogs", filter.ToJson(("fromBlock", $"0x{part.From:x}"), ("toBlock", $"0x{part.To:x}"))),
                value => ReadLogs(value, filter, log => log.BlockNumber >= part.From && log.BlockNumber <= part.To),
                cancellationToken).ConfigureAwait(false);
        }
        catch (RpcException e) when (part.From < part.To && IsTooMuch(e))
        {
            return null;
        }
    }

    private static bool IsTooMuch(RpcException e) => e switch
    {
        RpcServerException server => s_tooMuch.Any(words => server.ServerMessage.Contains(words, StringComparison.OrdinalIgnoreCase)),
        RpcProtocolException protocol => !protocol.IsTransient, // longer than we allow
        RpcTimeoutException => true,
        _ => false,
    };

    private static Log[] ReadLogs(RpcValue value, LogFilter filter, Func<Log, bool> isAskedFor)
    {
        Log[] logs = value.Items(Log.Read);
        for (int i = 0; i < logs.Length; i++)
        {
            if (!isAskedFor(logs[i]) || !filter.Matches(logs[i]))
                throw value.Refuse("logs that were asked for only");
            if (i > 0 && (logs[i].BlockNumber, logs[i].LogIndex).CompareTo((logs[i - 1].BlockNumber, logs[i - 1].LogIndex)) <= 0)
                throw value.Refuse("logs in order, each once");
        }

        return logs;
    }
}
