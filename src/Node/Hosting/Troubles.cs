using System.Collections.Concurrent;

namespace Plimsoll.Node.Hosting;

/// <summary>What went wrong and passes by itself, so that somebody can look at it. Safe for concurrent callers.</summary>
/// <param name="say">Is told what is new, and once a minute what goes on; null for nobody.</param>
/// <param name="time">The clock; null for the system's.</param>
internal sealed class Troubles(Action<string>? say = null, TimeProvider? time = null)
{
    private const int Kept = 100;
    private static readonly TimeSpan s_quiet = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly ConcurrentQueue<(long At, string What)> _all = new();
    private readonly ConcurrentDictionary<string, long> _said = new();

    public void Add(Exception e) => Add(e.Message);

    public void Add(string what)
    {
        _all.Enqueue((_time.GetTimestamp(), what));
        if (_all.Count > Kept)
            _all.TryDequeue(out _);
        if (say is null || _said.TryGetValue(what, out long before) && _time.GetElapsedTime(before) < s_quiet)
            return;
        if (_said.Count >= Kept)
            _said.Clear();
        _said[what] = _time.GetTimestamp();
        say(what);
    }

    public IReadOnlyList<string> Within(TimeSpan last) => [.. _all.Where(trouble => _time.GetElapsedTime(trouble.At) <= last).Select(trouble => trouble.What)];
}
