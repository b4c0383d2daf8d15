using System.Diagnostics;
using System.Globalization;

namespace Plimsoll.Ratio;

/// <summary>Wall-clock and processor time of a step, printed as it ends.</summary>
internal static class Measure
{
    public static T Of<T>(string what, Func<T> step)
    {
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        T result = step();
        Print(what, Stopwatch.GetElapsedTime(start), Environment.CpuUsage.TotalTime - cpu);
        return result;
    }

    public static void Print(string what, TimeSpan elapsed, TimeSpan? cpu = null) => Console.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{what,-44} {elapsed.TotalSeconds,9:F3} s{(cpu is { } busy ? $" {busy.TotalSeconds,9:F3} s of processor" : "")}"));

    public static TimeSpan MedianOf(IEnumerable<TimeSpan> times)
    {
        TimeSpan[] ordered = [.. times.Order()];
        return ordered[ordered.Length / 2];
    }
}
