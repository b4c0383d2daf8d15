using System.Runtime.CompilerServices;
using Plimsoll.L1.Rpc;

namespace Plimsoll.L1.Following;

/// <summary>Hands out a chain's blocks with their logs in order, and takes back those that are replaced.</summary>
/// <remarks>
/// A reorg is data: <see cref="ChainEvent.Unwound"/> for each replaced block, newest first, then the new ones. The decisions are those of
/// <see cref="FollowedChain"/>; this is the loop that asks the node. Logs are asked for by block hash, so they are never another fork's, and
/// compared with the header's bloom filter: what the node adds is always found out, what it leaves out when all logs are wanted (a filter
/// for some addresses cannot tell). Not safe for concurrent use.
/// </remarks>
public sealed class LogFollower
{
    private readonly EthereumClient _node;
    private readonly LogFilter _filter;
    private readonly FollowOptions _options;
    private readonly TimeProvider _time;
    private readonly FollowedChain _chain;
    private readonly Queue<BlockHeader> _ahead = []; // canonical blocks from the next number on, read since the heads were
    private (BlockId? Safe, BlockId? Finalized) _reported;

    /// <summary>Makes a follower; nothing is asked yet.</summary>
    public LogFollower(EthereumClient node, LogFilter filter, FollowOptions? options = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(filter);
        (_node, _filter, _options, _time) = (node, filter, options ?? new(), time ?? TimeProvider.System);
        _chain = new(_options.Start, _options.Cursor, _options.Finalized, _options.MaxLinks);
    }

    /// <summary>The last block handed out and not unwound: what a caller keeps as the next run's cursor.</summary>
    public BlockLink? Tip => _chain.Tip;

    /// <summary>The newest finalized block that was handed out.</summary>
    public BlockId? Finalized => _chain.Finalized;

    /// <summary>Follows until it is cancelled.</summary>
    /// <remarks>After an exception other than <see cref="DeepReorgException"/> call it again: it goes on behind the last event that was handed out.</remarks>
    /// <exception cref="RpcException">The node does not answer, or not as it should, after all attempts.</exception>
    /// <exception cref="DeepReorgException">The chain changed below what can be unwound.</exception>
    public async IAsyncEnumerable<ChainEvent> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            await foreach (ChainEvent happened in CatchUpAsync(cancellationToken).ConfigureAwait(false))
                yield return happened;
            await Task.Delay(_options.PollInterval, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Looks at the heads once, and hands out what leads there.</summary>
    /// <exception cref="RpcException">The node does not answer, or not as it should, after all attempts.</exception>
    /// <exception cref="DeepReorgException">The chain changed below what can be unwound.</exception>
    public async IAsyncEnumerable<ChainEvent> CatchUpAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        (BlockHeader latest, BlockHeader? safe, BlockHeader? finalized) = await _node.GetHeadsAsync(cancellationToken).ConfigureAwait(false);
        _ahead.Clear();
        _chain.Observe(new(BlockLink.Of(latest).Id, IdOf(safe), IdOf(finalized)));
        for (bool isThere = false; !isThere;)
        {
            BlockLink? next = _ahead.TryPeek(out BlockHeader? header) ? BlockLink.Of(header) : null;
            switch (_chain.Decide(next))
            {
                case FollowStep.Rest:
                    isThere = true;
                    break;
                case FollowStep.Read read:
                    // Without a block of that number the node's chain has become shorter meanwhile: its heads are to be seen again.
                    isThere = !await ReadAheadAsync(read.Number, latest.Number, cancellationToken).ConfigureAwait(false);
                    break;
                case FollowStep.Apply apply:
                    IReadOnlyList<Log>? logs = await ReadLogsAsync(header!, cancellationToken).ConfigureAwait(false);
                    if (logs is null)
                    {
                        isThere = true; // the block was replaced meanwhile
                        break;
                    }

                    _ahead.Dequeue();
                    _chain.Apply(apply.Block);
                    yield return new ChainEvent.Applied(header!, logs);
                    break;
                case FollowStep.Unwind unwind:
                    _ahead.Clear();
                    _chain.Unwind();
                    yield return new ChainEvent.Unwound(unwind.Block);
                    break;
                case FollowStep.Recall recall:
                    await RecallAsync(recall.Number, cancellationToken).ConfigureAwait(false);
                    break;
                case FollowStep.Stop stop:
                    throw new DeepReorgException(stop.Block, "it was final");
            }
        }

        if (_reported != (_chain.Safe, _chain.Finalized))
        {
            _reported = (_chain.Safe, _chain.Finalized);
            yield return new ChainEvent.HeadsMoved(_chain.Safe, _chain.Finalized);
        }
    }

    private static BlockId? IdOf(BlockHeader? header) => header is null ? null : BlockLink.Of(header).Id;

    private async Task<bool> ReadAheadAsync(ulong from, ulong latest, CancellationToken cancellationToken)
    {
        int count = (int)Math.Min((ulong)_options.ReadAhead, latest - from + 1);
        foreach (BlockHeader? header in await _node.GetHeadersAsync(from, count, cancellationToken).ConfigureAwait(false))
        {
            if (header is null)
                break;
            if (_options.CheckHashes && !header.MatchesHash())
                throw new RpcProtocolException("eth_getBlockByNumber", $"the hash of block {header.Number} is not {header.Hash}");
            _ahead.Enqueue(header);
        }

        return _ahead.Count > 0;
    }

    private async Task<IReadOnlyList<Log>?> ReadLogsAsync(BlockHeader header, CancellationToken cancellationToken)
    {
        if (!_filter.MayMatch(header.LogsBloom))
            return [];
        IReadOnlyList<Log> logs;
        try
        {
            logs = await _node.GetLogsAsync(header.Hash, _filter, cancellationToken).ConfigureAwait(false);
        }
        catch (RpcServerException) when (!cancellationToken.IsCancellationRequested)
        {
            // A node may have forgotten a block that was replaced; if it was not, the refusal stands.
            BlockHeader? canonical = await _node.GetHeaderAsync(BlockReference.At(header.Number), cancellationToken).ConfigureAwait(false);
            if (canonical?.Hash == header.Hash)
                throw;
            return null;
        }

        foreach (Log log in logs)
        {
            if (log.BlockNumber != header.Number || !new LogFilter([log.Address], []).MayMatch(header.LogsBloom) || !log.Topics.All(topic => header.LogsBloom.MayContain(topic.Span)))
                throw new RpcProtocolException("eth_getLogs", $"block {header.Number} has no such log as number {log.LogIndex}");
        }

        if (_filter.IsAll && !LogBloom.Of(logs).Equals(header.LogsBloom))
            throw new RpcProtocolException("eth_getLogs", $"the logs of block {header.Number} are not all of it");
        return logs;
    }

    private async Task RecallAsync(ulong number, CancellationToken cancellationToken)
    {
        BlockLink tip = _chain.Tip!.Value;
        BlockLink? before = _options.Recall is { } recall ? await recall(number, cancellationToken).ConfigureAwait(false) : null;
        if (before is not { } block || !_chain.TryRecall(block))
            throw new DeepReorgException(tip, $"the block that was handed out before it, {number}, is not remembered");
    }
}
