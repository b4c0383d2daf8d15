namespace Plimsoll.Solvency.Risk;

/// <summary>European options on a lognormal asset.</summary>
/// <remarks>F. Black and M. Scholes 1973, R. Merton 1973. Rates and volatility per year, time in years; prices in the spot's unit.</remarks>
public static class BlackScholes
{
    /// <summary>The price of a call.</summary>
    /// <param name="spot">Today's price, at least 0.</param>
    /// <param name="strike">At least 0.</param>
    /// <param name="years">To expiry, at least 0.</param>
    /// <param name="rate">Continuously compounded.</param>
    /// <param name="volatility">At least 0.</param>
    /// <param name="yield">What holding the asset earns, continuously compounded.</param>
    public static double Call(double spot, double strike, double years, double rate, double volatility, double yield = 0) =>
        Price(spot, strike, years, rate, volatility, yield, 1);

    /// <summary>The price of a put.</summary>
    /// <param name="spot">Today's price, at least 0.</param>
    /// <param name="strike">At least 0.</param>
    /// <param name="years">To expiry, at least 0.</param>
    /// <param name="rate">Continuously compounded.</param>
    /// <param name="volatility">At least 0.</param>
    /// <param name="yield">What holding the asset earns, continuously compounded.</param>
    public static double Put(double spot, double strike, double years, double rate, double volatility, double yield = 0) =>
        Price(spot, strike, years, rate, volatility, yield, -1);

    private static double Price(double spot, double strike, double years, double rate, double volatility, double yield, int side)
    {
        double asset = spot * Math.Exp(-yield * years), cash = strike * Math.Exp(-rate * years);
        double deviation = volatility * Math.Sqrt(years);
        if (deviation == 0 || asset == 0 || cash == 0)
            return Math.Max(0, side * (asset - cash));
        double d1 = Math.Log(asset / cash) / deviation + deviation / 2, d2 = d1 - deviation;
        return side * (asset * Normal.Cumulative(side * d1) - cash * Normal.Cumulative(side * d2));
    }
}
