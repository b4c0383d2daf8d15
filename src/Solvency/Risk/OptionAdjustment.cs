namespace Plimsoll.Solvency.Risk;

/// <summary>What a layer 2 does to the price of an option.</summary>
/// <remarks>Rates, volatility and λ per year, times in years. Spec: docs/spec/risk.md#options.</remarks>
public static class OptionAdjustment
{
    private const int Intervals = 64;

    /// <summary>An option on an L1 asset whose payout is a layer-2 claim: V·e^(−Σλ·LGD·T)·E[e^(−yT_x)].</summary>
    /// <param name="price">V, without the layer 2.</param>
    /// <param name="annualLoss">Σ λ_m LGD_m.</param>
    /// <param name="years">T.</param>
    /// <param name="exitFactor">E[e^(−yT_x)], 1 if getting out costs nothing.</param>
    public static double Vulnerable(double price, double annualLoss, double years, double exitFactor = 1) => price * Math.Exp(-annualLoss * years) * exitFactor;

    /// <summary>A call on the layer-2 claim itself, which jumps once, at rate λ, to 1 − LGD of its value and grows by λ·LGD until then.</summary>
    /// <remarks>
    /// Martingale-exact: <c>e^(−λT)·BS(S·e^(λ·LGD·T)) + ∫ λe^(−λu)·BS(S(1 − LGD)·e^(λ·LGD·u)) du</c>, the integral by Simpson's rule in 64 steps. LGD = 1 is
    /// Merton's
    /// <c>BS(r + λ)</c>.
    /// </remarks>
    /// <param name="spot">S, at least 0.</param>
    /// <param name="strike">At least 0.</param>
    /// <param name="years">T, at least 0.</param>
    /// <param name="rate">r.</param>
    /// <param name="volatility">At least 0.</param>
    /// <param name="lambda">At least 0.</param>
    /// <param name="lgd">From 0 to 1.</param>
    public static double JumpToRecoveryCall(double spot, double strike, double years, double rate, double volatility, double lambda, double lgd)
    {
        double survived = Math.Exp(-lambda * years) * BlackScholes.Call(spot * Math.Exp(lambda * lgd * years), strike, years, rate, volatility);
        double step = years / Intervals, sum = 0;
        for (int i = 0; i <= Intervals; i++)
        {
            double u = i * step, weight = i is 0 or Intervals ? 1 : i % 2 == 1 ? 4 : 2;
            sum += weight * lambda * Math.Exp(-lambda * u) * BlackScholes.Call(spot * (1 - lgd) * Math.Exp(lambda * lgd * u), strike, years, rate, volatility);
        }

        return survived + sum * step / 3;
    }

    /// <summary>The put, by parity with the call.</summary>
    /// <param name="spot">S, at least 0.</param>
    /// <param name="strike">At least 0.</param>
    /// <param name="years">T, at least 0.</param>
    /// <param name="rate">r.</param>
    /// <param name="volatility">At least 0.</param>
    /// <param name="lambda">At least 0.</param>
    /// <param name="lgd">From 0 to 1.</param>
    public static double JumpToRecoveryPut(double spot, double strike, double years, double rate, double volatility, double lambda, double lgd) =>
        JumpToRecoveryCall(spot, strike, years, rate, volatility, lambda, lgd) - spot + strike * Math.Exp(-rate * years);

    /// <summary>An option that somebody must exercise: the price less P(halt at expiry)·E[intrinsic value lost].</summary>
    /// <param name="price">Without halts.</param>
    /// <param name="availability">From 0 to 1.</param>
    /// <param name="lostIntrinsic">Expected intrinsic value at expiry, discounted, at least 0.</param>
    public static double HaltAtExpiry(double price, double availability, double lostIntrinsic) => Math.Max(0, price - (1 - availability) * lostIntrinsic);

    /// <summary>Whether a holder who is being left out can still exercise: the window must be longer than forced inclusion takes.</summary>
    /// <param name="exerciseWindowSeconds">How long exercise is open.</param>
    /// <param name="forcedInclusionSeconds">How long the rollup may ignore a forced transaction.</param>
    public static bool IsExercisable(double exerciseWindowSeconds, double forcedInclusionSeconds) => exerciseWindowSeconds > forcedInclusionSeconds;
}
