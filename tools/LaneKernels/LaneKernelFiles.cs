namespace Plimsoll.Tools.LaneKernels;

/// <summary>The generated files, by name.</summary>
internal static class LaneKernelFiles
{
    public static IEnumerable<(string File, string Text)> All()
    {
        yield return ("FqLanes.Kernels.g.cs", FqKernels.Text());
        yield return ("FqLanes.Narrow.Kernels.g.cs", FqNarrowKernels.Text());
        yield return ("FrDigits.Kernels.g.cs", FrDigitKernels.Text());
        yield return ("FrLanes.Kernels.g.cs", FrKernels.Text());
        yield return ("FrLanes.Narrow.Kernels.g.cs", FrNarrowKernels.Text());
    }
}
