namespace Plimsoll.Cli.Drills;

/// <summary>How long a drill waits for those who work beside it: watchers, auditors.</summary>
internal static class Patience
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3), s_pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until something is so.</summary>
    /// <param name="isSo">Asks.</param>
    /// <param name="otherwise">What the exception says.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="TimeoutException">It is not so within three minutes.</exception>
    public static async Task UntilAsync(Func<Task<bool>> isSo, Func<string> otherwise, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_limit);
        while (!await isSo().ConfigureAwait(false))
        {
            if (limit.IsCancellationRequested)
                throw new TimeoutException($"{otherwise()} within {s_limit}.");
            await Task.Delay(s_pause, cancellationToken).ConfigureAwait(false);
        }
    }
}
