namespace Plimsoll.Solvency.Risk;

/// <summary>The model's calendar: rates are per year, clocks are in seconds.</summary>
public static class ModelTime
{
    /// <summary>Seconds of a Julian year, 365.25 days.</summary>
    public const double SecondsPerYear = 365.25 * SecondsPerDay;

    /// <summary>Seconds of a day.</summary>
    public const double SecondsPerDay = 86_400;

    /// <summary>Seconds as a fraction of a year.</summary>
    public static double Years(double seconds) => seconds / SecondsPerYear;
}
