using System.Runtime.CompilerServices;

namespace Plimsoll.Crypto.Curves;

/// <summary>Between affine points and the records that <see cref="AffineAdder{TField, TLanes}"/> adds.</summary>
internal static unsafe class PointRecords<TField, TGroup, TLanes>
    where TField : unmanaged, IField<TField>
    where TGroup : unmanaged, ICurveGroup<TField>
    where TLanes : struct, ILaneField<TField>
{
    /// <summary>The words of the records of <paramref name="count"/> points, with room to write them by eight.</summary>
    public static nint Length(int count) => ((nint)count + FqLanes.Lanes - 1) / FqLanes.Lanes * FqLanes.Lanes * 2 * TLanes.Coefficients * FqLanes.RowLength;

    /// <summary>Writes the records of <paramref name="count"/> points, and undefined ones up to the next multiple of 8; infinity becomes (0, 0).</summary>
    public static void Convert(long* records, AffinePoint<TField, TGroup>* points, int count) => Convert<WholeScalars>(records, points, count, 0, null);

    /// <inheritdoc cref="Convert(long*, AffinePoint{TField, TGroup}*, int)"/>
    /// <param name="records">Those of the points.</param>
    /// <param name="points">The points.</param>
    /// <param name="count">Their number.</param>
    /// <param name="distance">How many words the record of a point's image is behind its own.</param>
    /// <param name="wanted">For each eight points, whether their images are; the records of others stay undefined.</param>
    [SkipLocalsInit]
    public static void Convert<TSplit>(long* records, AffinePoint<TField, TGroup>* points, int count, nint distance, bool* wanted)
        where TSplit : struct, IScalarSplit
    {
        // A point is its coordinates, a coordinate its coefficients, in order and without a gap.
        int coefficients = 2 * TLanes.Coefficients, stride = coefficients * FqLanes.RowLength;
        AffinePoint<TField, TGroup>* last = stackalloc AffinePoint<TField, TGroup>[FqLanes.Lanes];
        long* buffer = stackalloc long[(2 * coefficients + TSplit.Constants) * FqLanes.MaxLength + FqLanes.Lanes], lanes = AlignedWords.Align(buffer);
        long* image = lanes + coefficients * FqLanes.Length, constants = image + coefficients * FqLanes.Length;
        TSplit.WriteConstants(constants);
        for (int i = 0; i < count; i += FqLanes.Lanes, records += FqLanes.Lanes * stride)
        {
            AffinePoint<TField, TGroup>* eight = points + i;
            if (count - i < FqLanes.Lanes)
            {
                new ReadOnlySpan<AffinePoint<TField, TGroup>>(eight, count - i).CopyTo(new(last, FqLanes.Lanes));
                eight = last;
            }

            for (int c = 0; c < coefficients; c++)
                FqLanes.FromFq(lanes + c * FqLanes.Length, (Fq*)eight + c, coefficients);
            Write(records, lanes);
            if (TSplit.Parts == 1 || !wanted[i / FqLanes.Lanes])
                continue;
            TSplit.Map(image, lanes, constants);
            Write(records + distance, image);
        }
    }

    private static void Write(long* records, long* lanes)
    {
        int coefficients = 2 * TLanes.Coefficients, stride = coefficients * FqLanes.RowLength;
        nuint* rows = stackalloc nuint[FqLanes.Lanes];
        for (int lane = 0; lane < FqLanes.Lanes; lane++)
            rows[lane] = (nuint)(records + lane * stride);
        for (int c = 0; c < coefficients; c++)
            FqLanes.ToRows(rows, c * FqLanes.RowLength, lanes + c * FqLanes.Length);
    }

    /// <summary>Returns the point of a record that is not infinity.</summary>
    public static AffinePoint<TField, TGroup> ToPoint(long* record)
    {
        int coefficients = 2 * TLanes.Coefficients;
        AffinePoint<TField, TGroup> point = default;
        long* buffer = stackalloc long[FqLanes.MaxLength + FqLanes.Lanes], lanes = (long*)(((nuint)buffer + 63) & ~(nuint)63);
        nuint* rows = stackalloc nuint[FqLanes.Lanes];
        new Span<nuint>(rows, FqLanes.Lanes).Fill((nuint)record);
        Fq* eight = stackalloc Fq[FqLanes.Lanes];
        for (int c = 0; c < coefficients; c++)
        {
            FqLanes.FromRows(lanes, rows, c * FqLanes.RowLength);
            FqLanes.ToFq(eight, 1, lanes);
            ((Fq*)&point)[c] = eight[0];
        }

        return point;
    }
}
