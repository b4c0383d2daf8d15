namespace Plimsoll.Solvency.Balances;

/// <summary>What cheating costs against what it can win.</summary>
public static class CostOfCorruption
{
    /// <summary>κ = B / V: bond over what leaves under one wrong commitment before people react. Below 1 the bond deters nobody. Infinite if nothing can
    /// leave.</summary>
    /// <param name="bond">What is lost, in the smallest unit.</param>
    /// <param name="valueAtStake">In the same unit: the portal's balance, or what a quota lets out in that time.</param>
    public static double Ratio(UInt256 bond, UInt256 valueAtStake) =>
        valueAtStake.IsZero ? double.PositiveInfinity : TokenBalance.ToDouble(bond) / TokenBalance.ToDouble(valueAtStake);
}
