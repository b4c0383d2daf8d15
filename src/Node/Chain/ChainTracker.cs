using Microsoft.Extensions.Hosting;
using Plimsoll.L1.Following;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Contracts;

namespace Plimsoll.Node.Chain;

/// <summary>Follows L1 for all roles of a process, and hands out what it says of the rollup.</summary>
/// <remarks>After a <see cref="DeepReorgException"/> or a <see cref="RollupLogException"/> following is over. One loop writes; <see cref="Current"/> and <see cref="NextAsync"/> are safe for concurrent use.</remarks>
public sealed class ChainTracker : BackgroundService
{
    private readonly LogFollower _follower;
    private readonly TimeSpan _interval;
    private readonly TimeProvider _time;
    private readonly RollupView _view;
    private readonly Action<Exception>? _onTrouble;
    private volatile TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private RollupCut _current;
    private RollupCut _finalized;
    private Exception? _end;

    /// <summary>Makes a tracker; nothing is asked yet.</summary>
    /// <param name="node">The node.</param>
    /// <param name="identity">The rollup.</param>
    /// <param name="options">Where to begin (the block of the rollup's creation) and how often to look.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="onTrouble">Is told each failure that passes by itself.</param>
    public ChainTracker(EthereumClient node, RollupIdentity identity, FollowOptions options, TimeProvider? time = null, Action<Exception>? onTrouble = null)
    {
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(options);
        _follower = new(node, new LogFilter([identity.Rollup, identity.Hub], []), options, time);
        (_interval, _time, _view, _onTrouble) = (options.PollInterval, time ?? TimeProvider.System, new(identity), onTrouble);
        _current = _finalized = _view.Current;
    }

    /// <summary>What L1 says at the newest block that was read.</summary>
    public RollupCut Current => Volatile.Read(ref _current);

    /// <summary>What L1 said at the newest finalized block.</summary>
    public RollupCut Finalized => Volatile.Read(ref _finalized);

    /// <summary>Looks at the chain once, and takes in what leads to its head.</summary>
    /// <exception cref="RpcException">The node does not answer; the next look goes on.</exception>
    /// <exception cref="DeepReorgException">The chain changed below what was final.</exception>
    /// <exception cref="RollupLogException">The node's logs are not those of our contracts.</exception>
    /// <exception cref="InvalidOperationException">Following was over before.</exception>
    public async Task PollAsync(CancellationToken cancellationToken = default)
    {
        if (_end is not null)
            throw new InvalidOperationException("Following is over.", _end);
        try
        {
            await foreach (ChainEvent happened in _follower.CatchUpAsync(cancellationToken).ConfigureAwait(false))
            {
                _view.Apply(happened);
                if (_follower.Finalized is { } finalized)
                    _view.Forget(finalized); // at once: the way up from an old block is long
            }
        }
        catch (Exception e) when (e is DeepReorgException or RollupLogException)
        {
            _end = e;
            throw;
        }

        Volatile.Write(ref _finalized, _view.Finalized);
        if (ReferenceEquals(_view.Current, _current))
            return;
        Volatile.Write(ref _current, _view.Current);
        Interlocked.Exchange(ref _changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    /// <summary>Waits for another cut than one that is known.</summary>
    public async Task<RollupCut> NextAsync(RollupCut? known, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Task changed = _changed.Task;
            if (!ReferenceEquals(Current, known))
                return Current;
            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until a block was read: what a transaction in it did is known then, and is not done again.</summary>
    /// <param name="block">Its number.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task ReachAsync(ulong block, CancellationToken cancellationToken = default)
    {
        for (RollupCut seen = Current; seen.Block.Number < block;)
            seen = await NextAsync(seen, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await PollAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (RpcException e)
            {
                _onTrouble?.Invoke(e);
            }

            await Task.Delay(_interval, _time, stoppingToken).ConfigureAwait(false);
        }
    }
}
