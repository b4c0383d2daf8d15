using Plimsoll.Solvency.Parameters;

namespace Plimsoll.Solvency.Risk;

/// <summary>How a published collateral factor moves: down at once, up in small steps with long pauses.</summary>
/// <param name="Bps">The published factor.</param>
/// <param name="RaisedAt">Unix seconds of the last raise; 0: never.</param>
public readonly record struct CollateralFactorPath(ushort Bps, ulong RaisedAt)
{
    /// <summary>The path one report later.</summary>
    /// <remarks>Within any period there is one raise at most, and none is higher than the step.</remarks>
    /// <param name="targetBps">What the model says.</param>
    /// <param name="now">Unix seconds, of L1.</param>
    /// <param name="parameters"><c>feed.raise.step</c> and <c>feed.raise.period</c>.</param>
    public CollateralFactorPath Towards(ushort targetBps, ulong now, RiskParameters parameters)
    {
        if (targetBps <= Bps)
            return this with { Bps = targetBps };
        ulong period = (ulong)parameters["feed.raise.period"].Value;
        if (RaisedAt != 0 && (now < RaisedAt || now - RaisedAt < period))
            return this;
        return new((ushort)Math.Min(targetBps, Bps + (int)parameters["feed.raise.step"].Value), now);
    }
}
