namespace Plimsoll.Solvency.Risk;

/// <summary>Elementary functions that the base library computes with cancellation near zero.</summary>
/// <remarks>The correction by u − 1 over ln u is W. Kahan's; relative error of a few units in the last place.</remarks>
internal static class Elementary
{
    /// <summary>e^x − 1.</summary>
    public static double ExpMinusOne(double x)
    {
        double u = Math.Exp(x);
        if (u == 1)
            return x;
        double difference = u - 1;
        return difference == -1 || double.IsInfinity(u) ? difference : difference * x / Math.Log(u);
    }

    /// <summary>ln(1 + x).</summary>
    public static double LogOnePlus(double x)
    {
        double u = 1 + x;
        return u == 1 ? x : Math.Log(u) * x / (u - 1);
    }
}
