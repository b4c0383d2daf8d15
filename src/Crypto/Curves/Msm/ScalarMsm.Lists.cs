using System.Buffers;

namespace Plimsoll.Crypto.Curves;

/// <content>A window's buckets as lists of points that are summed pairwise, in affine coordinates.</content>
internal static partial class ScalarMsm
{
    /// <summary>From here on the shared inversions pay.</summary>
    private const int LeastListedTerms = 512;

    // Additions that share an inversion.
    private const int BatchLength = 512;

    /// <summary>Σ j·bucket_j of one window. All buckets' lists are halved together, so that a batch is full whatever their lengths are.</summary>
    private static ProjectivePoint<TField, TGroup> SumWindowOfLists<TField, TGroup>(
        ReadOnlySpan<AffinePoint<TField, TGroup>> points, ulong[] words, bool[] negative, int window, int windowBits)
        where TField : struct, IField<TField>
        where TGroup : struct, ICurveGroup<TField>
    {
        int buckets = 1 << (windowBits - 1);
        int[] lengths = ArrayPool<int>.Shared.Rent(buckets);
        AffinePoint<TField, TGroup>[] listed = ArrayPool<AffinePoint<TField, TGroup>>.Shared.Rent(points.Length);
        Sort<TField, TGroup>(points, words, negative, window, windowBits, lengths.AsSpan(0, buckets), listed);
        Halve<TField, TGroup>(lengths.AsSpan(0, buckets), listed);

        ProjectivePoint<TField, TGroup> suffix = ProjectivePoint<TField, TGroup>.Infinity, sum = suffix;
        int position = 0;
        for (int bucket = 0; bucket < buckets; bucket++)
            position += lengths[bucket];
        for (int bucket = buckets - 1; bucket >= 0; bucket--)
        {
            if (lengths[bucket] != 0)
                suffix += listed[--position];
            sum += suffix;
        }

        ArrayPool<int>.Shared.Return(lengths);
        ArrayPool<AffinePoint<TField, TGroup>>.Shared.Return(listed);
        return sum;
    }

    // A counting sort by the digit's magnitude; the digit's sign goes to the point.
    private static unsafe void Sort<TField, TGroup>(
        ReadOnlySpan<AffinePoint<TField, TGroup>> points, ulong[] words, bool[] negative, int window, int windowBits, Span<int> lengths, Span<AffinePoint<TField, TGroup>> listed)
        where TField : struct, IField<TField>
        where TGroup : struct, ICurveGroup<TField>
    {
        int[] next = ArrayPool<int>.Shared.Rent(lengths.Length);
        lengths.Clear();
        fixed (ulong* scalar = words) // n·5 words; a digit is read from within its scalar's five
        {
            for (int i = 0; i < points.Length; i++)
            {
                int digit = ScalarDigits.Digit(scalar + i * ScalarDigits.Length, window, windowBits);
                if (digit != 0)
                    lengths[Math.Abs(digit) - 1]++;
            }

            for (int bucket = 0, position = 0; bucket < lengths.Length; bucket++)
            {
                next[bucket] = position;
                position += lengths[bucket];
            }

            for (int i = 0; i < points.Length; i++)
            {
                int digit = ScalarDigits.Digit(scalar + i * ScalarDigits.Length, window, windowBits);
                if (digit != 0)
                    listed[next[Math.Abs(digit) - 1]++] = digit < 0 != negative[i] ? -points[i] : points[i];
            }
        }

        ArrayPool<int>.Shared.Return(next);
    }

    // Replaces every list by its sum; lists stay side by side, without gaps.
    private static void Halve<TField, TGroup>(Span<int> lengths, Span<AffinePoint<TField, TGroup>> listed)
        where TField : struct, IField<TField>
        where TGroup : struct, ICurveGroup<TField>
    {
        AffinePoint<TField, TGroup>[] sums = ArrayPool<AffinePoint<TField, TGroup>>.Shared.Rent(BatchLength), addends = ArrayPool<AffinePoint<TField, TGroup>>.Shared.Rent(BatchLength);
        TField[] denominators = ArrayPool<TField>.Shared.Rent(BatchLength), scratch = ArrayPool<TField>.Shared.Rent(BatchLength);
        int[] places = ArrayPool<int>.Shared.Rent(BatchLength);
        bool isDone = false;
        while (!isDone)
        {
            // Operands are copied before anything is written at or behind their place, so the halves can go where the lists are.
            isDone = true;
            int read = 0, written = 0, pending = 0;
            for (int bucket = 0; bucket < lengths.Length; bucket++)
            {
                int length = lengths[bucket];
                for (int i = 0; i + 1 < length; i += 2, read += 2)
                {
                    (sums[pending], addends[pending], places[pending++]) = (listed[read], listed[read + 1], written++);
                    if (pending == BatchLength)
                        Flush(listed, ref pending);
                }

                if (length % 2 != 0)
                    listed[written++] = listed[read++];
                lengths[bucket] = (length + 1) / 2;
                isDone &= length <= 2;
            }

            Flush(listed, ref pending);
        }

        ArrayPool<AffinePoint<TField, TGroup>>.Shared.Return(sums);
        ArrayPool<AffinePoint<TField, TGroup>>.Shared.Return(addends);
        ArrayPool<TField>.Shared.Return(denominators);
        ArrayPool<TField>.Shared.Return(scratch);
        ArrayPool<int>.Shared.Return(places);

        void Flush(Span<AffinePoint<TField, TGroup>> target, ref int pending)
        {
            AffineAddition<TField, TGroup>.AddEach(sums.AsSpan(0, pending), addends.AsSpan(0, pending), denominators.AsSpan(0, pending), scratch);
            for (int i = 0; i < pending; i++)
                target[places[i]] = sums[i];
            pending = 0;
        }
    }
}
