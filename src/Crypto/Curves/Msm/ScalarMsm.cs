using System.Buffers;
using System.Numerics;

namespace Plimsoll.Crypto.Curves;

/// <summary>Pippenger's method: portable, always present, the oracle of the vector path.</summary>
/// <remarks>
/// Few terms are added to their buckets by complete additions; many are sorted into lists first, whose sums share inversions. Rents 2^(c−1) buckets or n points a thread, and n scalars,
/// for the length of the call; with several threads, n points more.
/// </remarks>
internal static partial class ScalarMsm
{
    // With fewer terms the buckets' sums cost more than the shared doublings save.
    private const int LeastSharedTerms = 8;

    public static ProjectivePoint<TField, TGroup> Compute<TField, TGroup>(
        ReadOnlySpan<AffinePoint<TField, TGroup>> points, ReadOnlySpan<Fr> scalars, int threads = 1)
        where TField : struct, IField<TField>
        where TGroup : struct, ICurveGroup<TField>
    {
        if (points.Length < LeastSharedTerms)
            return SumOfMultiples(points, scalars);
        int windowBits = WindowBits(points.Length), windows = ScalarDigits.WindowCount(windowBits);
        ulong[] words = ArrayPool<ulong>.Shared.Rent(scalars.Length * ScalarDigits.Length + 1);
        bool[] negative = ArrayPool<bool>.Shared.Rent(scalars.Length);
        ProjectivePoint<TField, TGroup>[] sums = ArrayPool<ProjectivePoint<TField, TGroup>>.Shared.Rent(windows);
        for (int i = 0; i < scalars.Length; i++)
            negative[i] = ScalarDigits.Write(scalars[i], words.AsSpan(i * ScalarDigits.Length, ScalarDigits.Length));

        if (threads == 1)
        {
            for (int window = 0; window < windows; window++)
                sums[window] = SumWindow(points, words, negative, window, windowBits);
        }
        else
        {
            SumWindowsInParallel(points, words, negative, sums, windows, windowBits, threads);
        }

        ProjectivePoint<TField, TGroup> sum = ProjectivePoint<TField, TGroup>.Infinity;
        for (int window = windows - 1; window >= 0; window--)
        {
            for (int i = 0; i < windowBits; i++)
                sum = ProjectivePoint<TField, TGroup>.Double(sum);
            sum += sums[window];
        }

        ArrayPool<ulong>.Shared.Return(words);
        ArrayPool<bool>.Shared.Return(negative);
        ArrayPool<ProjectivePoint<TField, TGroup>>.Shared.Return(sums);
        return sum;
    }

    // Windows do not depend on one another. A span cannot cross to another thread, so the points are copied.
    private static void SumWindowsInParallel<TField, TGroup>(
        ReadOnlySpan<AffinePoint<TField, TGroup>> points, ulong[] words, bool[] negative, ProjectivePoint<TField, TGroup>[] sums, int windows, int windowBits, int threads)
        where TField : struct, IField<TField>
        where TGroup : struct, ICurveGroup<TField>
    {
        int count = points.Length;
        AffinePoint<TField, TGroup>[] copies = ArrayPool<AffinePoint<TField, TGroup>>.Shared.Rent(count);
        points.CopyTo(copies);
        Parallel.For(
            0,
            windows,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            window => sums[window] = SumWindow<TField, TGroup>(copies.AsSpan(0, count), words, negative, window, windowBits));
        ArrayPool<AffinePoint<TField, TGroup>>.Shared.Return(copies);
    }

    private static unsafe ProjectivePoint<TField, TGroup> SumWindow<TField, TGroup>(
        ReadOnlySpan<AffinePoint<TField, TGroup>> points, ulong[] words, bool[] negative, int window, int windowBits)
        where TField : struct, IField<TField>
        where TGroup : struct, ICurveGroup<TField>
    {
        if (points.Length >= LeastListedTerms)
            return SumWindowOfLists(points, words, negative, window, windowBits);
        int bucketCount = 1 << (windowBits - 1);
        ProjectivePoint<TField, TGroup>[] rented = ArrayPool<ProjectivePoint<TField, TGroup>>.Shared.Rent(bucketCount);
        Span<ProjectivePoint<TField, TGroup>> buckets = rented.AsSpan(0, bucketCount);
        buckets.Fill(ProjectivePoint<TField, TGroup>.Infinity);
        fixed (ulong* scalar = words) // n·5 words; a digit is read from within its scalar's five
        {
            for (int i = 0; i < points.Length; i++)
            {
                int digit = ScalarDigits.Digit(scalar + i * ScalarDigits.Length, window, windowBits);
                if (digit != 0)
                    buckets[Math.Abs(digit) - 1] += digit < 0 != negative[i] ? -points[i] : points[i];
            }
        }

        ProjectivePoint<TField, TGroup> sum = WeightedSum<TField, TGroup>(buckets);
        ArrayPool<ProjectivePoint<TField, TGroup>>.Shared.Return(rented);
        return sum;
    }

    private static ProjectivePoint<TField, TGroup> SumOfMultiples<TField, TGroup>(
        ReadOnlySpan<AffinePoint<TField, TGroup>> points, ReadOnlySpan<Fr> scalars)
        where TField : struct, IField<TField>
        where TGroup : struct, ICurveGroup<TField>
    {
        ProjectivePoint<TField, TGroup> sum = ProjectivePoint<TField, TGroup>.Infinity;
        for (int i = 0; i < points.Length; i++)
            sum += points[i] * scalars[i];
        return sum;
    }

    /// <summary>Returns <c>Σ (i + 1) · buckets[i]</c>: the sum of all suffix sums.</summary>
    private static ProjectivePoint<TField, TGroup> WeightedSum<TField, TGroup>(ReadOnlySpan<ProjectivePoint<TField, TGroup>> buckets)
        where TField : struct, IField<TField>
        where TGroup : struct, ICurveGroup<TField>
    {
        ProjectivePoint<TField, TGroup> suffix = ProjectivePoint<TField, TGroup>.Infinity, sum = suffix;
        for (int i = buckets.Length - 1; i >= 0; i--)
        {
            suffix += buckets[i];
            sum += suffix;
        }

        return sum;
    }

    // Balances n additions against 2^c for the buckets' sums, in each of 255/c windows.
    private static int WindowBits(int terms) => terms < 32 ? 3 : BitOperations.Log2((uint)terms) - 1 - (terms >= 4096 ? 2 : 0);
}
