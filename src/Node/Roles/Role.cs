using Microsoft.Extensions.Hosting;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;

namespace Plimsoll.Node.Roles;

/// <summary>One thing that a node does, again and again: observe, decide, act.</summary>
/// <remarks>
/// What passes by itself (a node that is away, a race that was lost, blobs that no source has yet) is reported and tried again after a pause; anything else
/// ends the role, and with it the process that hosts it: nobody goes on over what he does not understand.
/// </remarks>
public abstract class Role : BackgroundService
{
    private readonly TimeProvider _time;
    private readonly Action<Exception>? _onTrouble;

    private protected Role(TimeProvider? time, Action<Exception>? onTrouble) => (_time, _onTrouble) = (time ?? TimeProvider.System, onTrouble);

    /// <summary>The pause after something that passes by itself. Default 1 s.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>What keeps it waiting, if something does that is not as it should be.</summary>
    public virtual string? Trouble => null;

    /// <summary>Waits for something new, and does what it calls for.</summary>
    public abstract Task StepAsync(CancellationToken cancellationToken = default);

    /// <summary>Reports what keeps the role waiting where nothing was thrown.</summary>
    private protected void Tell(string trouble) => _onTrouble?.Invoke(new IOException(trouble));

    /// <inheritdoc/>
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await StepAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is RpcException or TransactionFailedException or BlobsMissingException or IOException)
            {
                _onTrouble?.Invoke(e);
                await Task.Delay(Pause, _time, stoppingToken).ConfigureAwait(false);
            }
        }
    }
}
