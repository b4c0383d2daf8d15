namespace Plimsoll.Crypto.Polynomials;

/// <summary>The butterflies whose twiddle is 1, or that multiply by more than it; vectors only.</summary>
/// <remarks>Safety of every method: x points to 2·half lanes.</remarks>
internal static unsafe class LaneButterflies
{
    /// <summary>Pairs (x, y) become x + y and x − y, reduced.</summary>
    public static void SplitByOne(FrLanes* x, nint half)
    {
        for (FrLanes* end = x + half; x < end; x++)
        {
            FrLanes* y = x + half;
            FrLanes.Subtract(in *x, in *y, out FrLanes difference);
            FrLanes.Add(in *x, in *y, out *x);
            FrLanes.Reduce(in *x, out *x);
            FrLanes.Reduce(in difference, out *y);
        }
    }

    /// <summary>Pairs (x, y) become (x + y)·f and (x − y)·f.</summary>
    public static void JoinScaled(FrLanes* x, nint half, in FrFactor f)
    {
        for (FrLanes* end = x + half; x < end; x++)
        {
            FrLanes* y = x + half;
            FrLanes.Subtract(in *x, in *y, out FrLanes difference);
            FrLanes.Add(in *x, in *y, out *x);
            FrLanes.Multiply(in *x, in f, out *x);
            FrLanes.Multiply(in difference, in f, out *y);
        }
    }

    /// <summary>Reduces each.</summary>
    public static void Reduce(FrLanes* x, nint count)
    {
        for (FrLanes* end = x + count; x < end; x++)
            FrLanes.Reduce(in *x, out *x);
    }
}
