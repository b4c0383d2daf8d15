namespace Plimsoll.Solvency.Risk;

/// <summary>Which share of a claim is lost when it fails.</summary>
/// <remarks>LGD = share of the escrow that is stolen × (1 − what comes back). Spec: docs/spec/risk.md#loss-given-default.</remarks>
public static class LossGivenDefault
{
    /// <summary>The mean when the stolen share is Beta(a, b), and all comes back with probability π, else a Beta(c, d) part.</summary>
    /// <param name="stolenA">a, above 0.</param>
    /// <param name="stolenB">b, above 0.</param>
    /// <param name="fullRecovery">π, from 0 to 1.</param>
    /// <param name="recoveryA">c, above 0.</param>
    /// <param name="recoveryB">d, above 0.</param>
    public static double Mean(double stolenA, double stolenB, double fullRecovery, double recoveryA, double recoveryB) =>
        stolenA / (stolenA + stolenB) * (1 - fullRecovery) * (recoveryB / (recoveryA + recoveryB));

    /// <summary>The loss that has already happened: 1 − min(1, coverage), for everybody alike.</summary>
    /// <param name="coverage">Escrow over liabilities; negative counts as 0.</param>
    public static double Now(double coverage) => 1 - Math.Clamp(coverage, 0, 1);

    /// <summary>What a lender should count on when whoever comes first is paid in full: coverage less its variance C(1 − C), which is C².</summary>
    /// <param name="coverage">Escrow over liabilities; negative counts as 0.</param>
    public static double FirstComeFirstServed(double coverage)
    {
        double c = Math.Clamp(coverage, 0, 1);
        return c * c;
    }
}
