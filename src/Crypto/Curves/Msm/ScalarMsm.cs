using System.Buffers;
using System.Numerics;

namespace Plimsoll.Crypto.Curves;

/// <summary>Pippenger's method with complete point additions: portable, always present, the oracle of the vector path.</summary>
/// <remarks>Rents one array of 2^(c−1) buckets and one of n scalars for the length of the call.</remarks>
internal static class ScalarMsm
{
    // With fewer terms the buckets' sums cost more than the shared doublings save.
    private const int LeastSharedTerms = 8;

    public static unsafe ProjectivePoint<TField, TGroup> Compute<TField, TGroup>(
        ReadOnlySpan<AffinePoint<TField, TGroup>> points, ReadOnlySpan<Fr> scalars)
        where TField : struct, IField<TField>
        where TGroup : struct, ICurveGroup<TField>
    {
        if (points.Length < LeastSharedTerms)
            return SumOfMultiples(points, scalars);
        int windowBits = WindowBits(points.Length), bucketCount = 1 << (windowBits - 1);
        ulong[] words = ArrayPool<ulong>.Shared.Rent(scalars.Length * ScalarDigits.Length + 1);
        bool[] negative = ArrayPool<bool>.Shared.Rent(scalars.Length);
        ProjectivePoint<TField, TGroup>[] rented = ArrayPool<ProjectivePoint<TField, TGroup>>.Shared.Rent(bucketCount);
        Span<ProjectivePoint<TField, TGroup>> buckets = rented.AsSpan(0, bucketCount);
        for (int i = 0; i < scalars.Length; i++)
            negative[i] = ScalarDigits.Write(scalars[i], words.AsSpan(i * ScalarDigits.Length, ScalarDigits.Length));

        ProjectivePoint<TField, TGroup> sum = ProjectivePoint<TField, TGroup>.Infinity;
        fixed (ulong* scalar = words) // n·5 words; a digit is read from within its scalar's five
        {
            for (int window = ScalarDigits.WindowCount(windowBits) - 1; window >= 0; window--)
            {
                for (int i = 0; i < windowBits; i++)
                    sum = ProjectivePoint<TField, TGroup>.Double(sum);
                buckets.Fill(ProjectivePoint<TField, TGroup>.Infinity);
                for (int i = 0; i < points.Length; i++)
                {
                    int digit = ScalarDigits.Digit(scalar + i * ScalarDigits.Length, window, windowBits);
                    if (digit != 0)
                        buckets[Math.Abs(digit) - 1] += digit < 0 != negative[i] ? -points[i] : points[i];
                }

                sum += WeightedSum<TField, TGroup>(buckets);
            }
        }

        ArrayPool<ulong>.Shared.Return(words);
        ArrayPool<bool>.Shared.Return(negative);
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
