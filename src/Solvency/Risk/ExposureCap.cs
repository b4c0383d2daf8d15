namespace Plimsoll.Solvency.Risk;

/// <summary>How much a lender may take of a claim, whatever its haircut: a jump comes before any liquidation.</summary>
/// <remarks>Integers, because the cap is enforced: amounts in the token's smallest unit, fractions in basis points, rounded down.</remarks>
public static class ExposureCap
{
    private const uint BasisPoints = 10_000;

    /// <summary>reserve / (LGD − h)⁺: the loss at a jump is at most the reserve. No value: h covers the loss, nothing bounds the exposure.</summary>
    /// <param name="reserve">What the lender can lose.</param>
    /// <param name="lgdBps">From 0 to 10,000.</param>
    /// <param name="haircutBps">From 0 to 10,000.</param>
    /// <exception cref="OverflowException">reserve · 10,000 does not fit in 256 bits.</exception>
    public static UInt256? Of(UInt256 reserve, uint lgdBps, uint haircutBps)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lgdBps, BasisPoints);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(haircutBps, BasisPoints);
        return haircutBps >= lgdBps ? null : reserve * BasisPoints / (lgdBps - haircutBps);
    }

    /// <summary>The smaller of a cap and what can leave the rollup in the days that a lender is ready to wait.</summary>
    /// <param name="cap">From <see cref="Of"/>.</param>
    /// <param name="exitPerDay">What the rollup's quota lets out in a day.</param>
    /// <param name="days">At least 0.</param>
    public static UInt256 WithinExit(UInt256? cap, UInt256 exitPerDay, uint days) =>
        cap is { } bound ? UInt256.Min(bound, exitPerDay * days) : exitPerDay * days;
}
