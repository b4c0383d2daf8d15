namespace Plimsoll.Node.Auditing.Peers;

/// <summary>What an auditor has heard of the others. Safe for concurrent use; knows no network.</summary>
/// <param name="urls">Who they are.</param>
/// <param name="silentAfter">Without an answer for so long a peer counts as silent.</param>
/// <param name="startedAt">When waiting for answers began.</param>
internal sealed class PeerBook(IReadOnlyList<Uri> urls, TimeSpan silentAfter, DateTimeOffset startedAt)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Uri, Entry> _entries = urls.Distinct().ToDictionary(url => url, _ => new Entry(startedAt));

    /// <summary>Everybody.</summary>
    public IEnumerable<Uri> Urls => _entries.Keys;

    /// <summary>Notes an answer.</summary>
    /// <param name="url">Whose.</param>
    /// <param name="newest">The newest block that it says it judged.</param>
    /// <param name="now">By our clock.</param>
    public void Heard(Uri url, CutView newest, DateTimeOffset now) => Change(url, entry => entry with { Newest = newest, HeardAt = now, Trouble = null });

    /// <summary>Notes that nothing could be compared.</summary>
    public void Failed(Uri url, string why) => Change(url, entry => entry with { Trouble = why });

    /// <summary>Notes a comparison of two reports of one block.</summary>
    /// <param name="url">With whom.</param>
    /// <param name="block">Of which block.</param>
    /// <param name="difference">In what they differ; null: they agree, and an earlier difference is over.</param>
    public void Compared(Uri url, ulong block, string? difference) =>
        Change(url, entry => difference is not null
            ? entry with { Compared = block, Difference = $"block {block}: {difference}", IsTaken = false, IsOver = false, Trouble = null }
            : entry with { Compared = block, Difference = entry.IsTaken ? null : entry.Difference, IsOver = true, Trouble = null });

    /// <summary>Up to which block reports were compared; 0 for none.</summary>
    public ulong ComparedUpTo(Uri url)
    {
        lock (_lock)
            return _entries[url].Compared ?? 0;
    }

    /// <summary>Forgets comparisons of blocks that L1 has taken back.</summary>
    public void Unwind(ulong block)
    {
        foreach (Uri url in _entries.Keys.ToArray())
            Change(url, entry => entry.Compared > block ? entry with { Compared = block, IsOver = true } : entry);
    }

    /// <summary>As <see cref="Agree"/>, for a judgement: a difference counts in at least one, even if it was over before.</summary>
    public bool? Take(DateTimeOffset now)
    {
        lock (_lock)
        {
            bool? agree = Agree(now);
            foreach (Uri url in _entries.Keys.ToArray())
                _entries[url] = _entries[url] is { IsOver: true } over ? over with { Difference = null, IsTaken = false } : _entries[url] with { IsTaken = true };
            return agree;
        }
    }

    /// <summary>Whether auditors agree: false if any differs, true if any agrees or there are none, unknown when all have been silent for long.</summary>
    public bool? Agree(DateTimeOffset now)
    {
        lock (_lock)
        {
            return _entries.Values.Any(entry => entry.Difference is not null) ? false
                : _entries.Count == 0 || _entries.Values.Any(entry => now - entry.HeardAt <= silentAfter) ? true
                : null;
        }
    }

    /// <summary>How far the newest block of any peer is ahead of ours, in seconds of L1's time; 0 if none is.</summary>
    public ulong AheadSeconds(CutView? ours)
    {
        lock (_lock)
            return ours is null ? 0 : (ulong)Math.Max(0, _entries.Values.Select(entry => entry.AheadOf(ours)).DefaultIfEmpty(0).Max());
    }

    /// <summary>What is known, for people and programs.</summary>
    public IReadOnlyList<PeerView> Views(CutView? ours, DateTimeOffset now)
    {
        lock (_lock)
        {
            return
            [
                .. _entries.Select(it => new PeerView(
                    it.Key.ToString(), it.Value.Status(now, silentAfter), it.Value.Newest?.Block, it.Value.Compared, ours is null ? 0 : it.Value.AheadOf(ours),
                    Math.Max(0, (now - it.Value.HeardAt).TotalSeconds), it.Value.Difference ?? it.Value.Trouble)),
            ];
        }
    }

    private void Change(Uri url, Func<Entry, Entry> change)
    {
        lock (_lock)
            _entries[url] = change(_entries[url]);
    }

    private sealed record Entry(DateTimeOffset HeardAt)
    {
        public CutView? Newest { get; init; }

        public ulong? Compared { get; init; }

        public string? Difference { get; init; }

        // Whether a judgement has counted the difference, and whether a later comparison found none.
        public bool IsTaken { get; init; }

        public bool IsOver { get; init; }

        public string? Trouble { get; init; }

        public long AheadOf(CutView ours) => Newest is null ? 0 : (long)Int128.Clamp((Int128)Newest.Time - ours.Time, -int.MaxValue, int.MaxValue);

        public string Status(DateTimeOffset now, TimeSpan silentAfter) =>
            Difference is not null ? "differs" : now - HeardAt > silentAfter ? "silent" : Newest is null ? "unheard" : Trouble is not null || Compared is null ? "elsewhere" : "agrees";
    }
}
