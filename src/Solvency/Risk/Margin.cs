namespace Plimsoll.Solvency.Risk;

/// <summary>Margin on top of the market's, and its sum over chains.</summary>
/// <remarks>Spec: docs/spec/risk.md#margin.</remarks>
public static class Margin
{
    /// <summary>zσ(√τ_eff − √MPOR₀) + max(0, LGD − ε/PD) + ω·d_c, per unit of notional.</summary>
    /// <param name="z">Normal quantile, at least 0.</param>
    /// <param name="volatility">Per √year, at least 0.</param>
    /// <param name="effectiveSeconds">τ_eff.</param>
    /// <param name="usualSeconds">MPOR₀: the margin period that the venue's own margin covers, at most τ_eff.</param>
    /// <param name="jump">The jump term of the haircut.</param>
    /// <param name="wrongWay">ω, at least 1.</param>
    /// <param name="credit">d_c.</param>
    public static double AddOn(double z, double volatility, double effectiveSeconds, double usualSeconds, double jump, double wrongWay, double credit) =>
        z * volatility * Math.Max(0, Math.Sqrt(ModelTime.Years(effectiveSeconds)) - Math.Sqrt(ModelTime.Years(usualSeconds))) + jump + wrongWay * credit;

    /// <summary>√(ΣK² + Σρ·K·K'): what several chains need together.</summary>
    /// <param name="amounts">K of each chain, at least 0.</param>
    /// <param name="correlation">ρ of two different positions in the list, from 0 to 1.</param>
    public static double Aggregate(IReadOnlyList<double> amounts, Func<int, int, double> correlation)
    {
        double square = 0;
        for (int i = 0; i < amounts.Count; i++)
        {
            square += amounts[i] * amounts[i];
            for (int j = 0; j < i; j++)
                square += 2 * correlation(i, j) * amounts[i] * amounts[j];
        }

        return Math.Sqrt(square);
    }
}
