using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Solvency.Liveness;
using Plimsoll.Solvency.Parameters;

namespace Plimsoll.Node.Auditing;

/// <summary>When batches came and became final, as far as it was seen.</summary>
internal sealed class ChainTimes(RiskParameters parameters)
{
    private const int Kept = 256;

    private readonly List<(ulong Block, double SinceCommit)> _finalDelays = [];
    private IntervalStatistics _statistics = IntervalStatistics.Of(parameters);
    private (ulong Height, Bytes32 Hash) _counted;
    private ulong _finalHeight;
    private bool _hasFollowed;
    private (ulong Height, int Finals, ExitEstimate Exit)? _exit;

    /// <summary>Takes in a cut behind the one before.</summary>
    public void Follow(RollupCut cut)
    {
        if (_counted.Height > cut.Height || _counted.Height > 0 && cut.HashAt(_counted.Height) != _counted.Hash)
            (_statistics, _counted) = (IntervalStatistics.Of(parameters), default);
        for (ulong height = _counted.Height + 1; height <= cut.Height; height++)
            _statistics.Add(cut.Batches[(int)height - 1].CommittedAt);
        _counted = (cut.Height, cut.HashAt(cut.Height));
        // Of what was final before the first look nobody knows when it became so.
        for (ulong height = _finalHeight + 1; _hasFollowed && height <= cut.FinalHeight; height++)
        {
            _finalDelays.Add((cut.Block.Number, cut.Time - cut.Batches[(int)height - 1].CommittedAt));
        }

        if (_finalDelays.Count > Kept)
            _finalDelays.RemoveRange(0, _finalDelays.Count - Kept);
        (_finalHeight, _hasFollowed) = (cut.FinalHeight, true);
    }

    /// <summary>How long batches took from their commit to their becoming final, in seconds: those that became so behind one block and up to another.</summary>
    public IEnumerable<double> FinalBetween(ulong behind, ulong block) => _finalDelays.Where(it => it.Block > behind && it.Block <= block).Select(it => it.SinceCommit);

    /// <summary>Takes back what came behind a cut.</summary>
    public void Unwind(RollupCut cut)
    {
        _finalDelays.RemoveAll(it => it.Block > cut.Block.Number);
        _finalHeight = Math.Min(_finalHeight, cut.FinalHeight);
    }

    /// <summary>How unusual the time since the last batch is.</summary>
    public double? BatchScore(ulong now) => _statistics.Score(now);

    /// <summary>How long the way out takes.</summary>
    public ExitEstimate Exit(RollupCut cut)
    {
        if (_exit is { } known && known.Height == cut.Height && known.Finals == _finalDelays.Count)
            return known.Exit;
        CommittedBatch[] batches = [.. cut.Batches.TakeLast(Kept)];
        double[] intervals = [.. batches.Zip(batches.Skip(1), (earlier, later) => (double)(later.CommittedAt - earlier.CommittedAt))];
        RollupProfile profile = cut.Identity.Profile;
        ulong window = profile.IsTimed ? profile.ChallengeWindow : 0; // a stage of its own where it has to pass in any case
        ExitEstimate exit = ExitEstimate.Of(profile, intervals, [.. _finalDelays.Select(it => Math.Max(0, it.SinceCommit - window))], parameters);
        _exit = (cut.Height, _finalDelays.Count, exit);
        return exit;
    }
}
