using System.Collections.Concurrent;

namespace Plimsoll.Node.Hosting;

/// <summary>What went wrong and passes by itself, so that somebody can look at it. Safe for concurrent callers.</summary>
/// <param name="say">Is told what is new, and once a minute what goes on; null for nobody.</param>
internal sealed class Troubles(Action<string>? say = null)
{
    private const int Kept = 100;
    private static readonly TimeSpan s_quiet = TimeSpan.FromMinutes(1);

    private readonly ConcurrentQueue<(long At, string What)> _all = new();
    private readonly ConcurrentDictionary<string, long> _said = new();

    public void Add(Exception e) => Add(e.Message);

    public void Add(string what)
    {
        _all.Enqueue((TimeProvider.System.GetTimestamp(), what));
        if (_all.Count > Kept)
            _all.TryDequeue(out _);
        if (say is null || _said.TryGetValue(what, out long before) && TimeProvider.System.GetElapsedTime(before) < s_quiet)
            return;
        if (_said.Count >= Kept)
            _said.Clear();
        _said[what] = TimeProvider.System.GetTimestamp();
        say(what);
    }

    public IReadOnlyList<string> Within(TimeSpan last) => [.. _all.Where(trouble => TimeProvider.System.GetElapsedTime(trouble.At) <= last).Select(trouble => trouble.What)];
}
