using System.Collections.Concurrent;

namespace Plimsoll.Node.Hosting;

/// <summary>What went wrong and passes by itself, so that somebody can look at it. Safe for concurrent callers.</summary>
internal sealed class Troubles
{
    private const int Kept = 100;

    private readonly ConcurrentQueue<(long At, string What)> _all = new();

    public void Add(Exception e) => Add(e.Message);

    public void Add(string what)
    {
        _all.Enqueue((TimeProvider.System.GetTimestamp(), what));
        if (_all.Count > Kept)
            _all.TryDequeue(out _);
    }

    public IReadOnlyList<string> Within(TimeSpan last) => [.. _all.Where(trouble => TimeProvider.System.GetElapsedTime(trouble.At) <= last).Select(trouble => trouble.What)];
}
