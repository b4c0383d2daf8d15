using Plimsoll.Solvency.Liveness;
using Plimsoll.Solvency.Parameters;

namespace Plimsoll.Node.Auditing.OpStack;

/// <summary>When roots were proposed.</summary>
internal sealed class ProposalTimes(RiskParameters parameters)
{
    private IntervalStatistics _statistics = IntervalStatistics.Of(parameters);
    private (int Count, DisputeGame? Last) _counted;

    /// <summary>How unusual the time since the last proposal is; null with too little history.</summary>
    public double? Follow(OpStackCut cut)
    {
        int from = _counted.Count;
        // Of a list that was replaced, or cut at its old end, everything is counted again.
        if (from > cut.Games.Count || from > 0 && cut.Games[from - 1] != _counted.Last)
            (_statistics, from) = (IntervalStatistics.Of(parameters), 0);
        for (int i = from; i < cut.Games.Count; i++)
            _statistics.Add(cut.Games[i].CreatedAt);
        _counted = (cut.Games.Count, cut.Games.LastOrDefault());
        return _statistics.Score(cut.Time);
    }
}
