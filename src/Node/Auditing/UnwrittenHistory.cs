namespace Plimsoll.Node.Auditing;

/// <summary>Judging goes on while a database is away; what it missed is written in order once it is back.</summary>
internal sealed class UnwrittenHistory(Action<Exception>? onTrouble)
{
    private const int Most = 1_024;

    private readonly Queue<Func<Task>> _writes = new();

    /// <summary>Writes behind everything that waits.</summary>
    /// <exception cref="IOException">The history has not answered for long.</exception>
    public Task AddAsync(Func<Task> write)
    {
        _writes.Enqueue(write);
        return WriteAsync();
    }

    /// <summary>Writes what waits.</summary>
    /// <exception cref="IOException">The history has not answered for long.</exception>
    public async Task WriteAsync()
    {
        try
        {
            for (; _writes.TryPeek(out Func<Task>? write); _writes.Dequeue())
                await write().ConfigureAwait(false);
        }
        catch (IOException e) when (_writes.Count < Most)
        {
            onTrouble?.Invoke(e);
        }
    }
}
