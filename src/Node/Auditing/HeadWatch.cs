using Microsoft.Extensions.Hosting;
using Plimsoll.L1.Rpc;

namespace Plimsoll.Node.Auditing;

/// <summary>Looks at L1's head for many auditors at once, and wakes them when it changes: one question instead of one for each.</summary>
/// <remarks>Only wakes: each auditor asks L1 itself for everything it says. A node that does not answer wakes nobody; auditors then look by themselves every ten of their intervals.</remarks>
/// <param name="node">L1.</param>
/// <param name="interval">The time between two looks.</param>
/// <param name="time">The clock; null for the system's.</param>
public sealed class HeadWatch(EthereumClient node, TimeSpan interval, TimeProvider? time = null) : BackgroundService
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private volatile TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile BlockHeader? _head;

    /// <summary>The newest head that was seen; null before the first.</summary>
    public BlockHeader? Head => _head;

    /// <summary>Waits for another head than one that is known, or for a time.</summary>
    public async Task NextAsync(BlockHeader? known, TimeSpan atMost, CancellationToken cancellationToken = default)
    {
        Task changed = _changed.Task;
        if (!ReferenceEquals(_head, known))
            return;
        try
        {
            await changed.WaitAsync(atMost, _time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Nobody woke us: time to look.
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                BlockHeader? head = await node.GetHeaderAsync(BlockReference.Latest, stoppingToken).ConfigureAwait(false);
                if (head is not null && head.Hash != _head?.Hash)
                {
                    _head = head;
                    Interlocked.Exchange(ref _changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
                }
            }
            catch (RpcException)
            {
                // The auditors' own questions will say what is wrong.
            }

            await Task.Delay(interval, _time, stoppingToken).ConfigureAwait(false);
        }
    }
}
