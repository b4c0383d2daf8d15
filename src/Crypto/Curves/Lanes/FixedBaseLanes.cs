using System.Runtime.InteropServices;

namespace Plimsoll.Crypto.Curves.Lanes;

/// <summary>The many products of <see cref="FixedBaseTable{TField, TGroup}"/>: the affine additions of all scalars, eight per step.</summary>
/// <remarks><b>Unsafe:</b> references are to records inside the pinned table and the workspace, which both outlive the call.</remarks>
internal static unsafe class FixedBaseLanes<TField, TGroup, TLanes>
    where TField : unmanaged, IField<TField>
    where TGroup : unmanaged, ICurveGroup<TField>
    where TLanes : struct, ILaneField<TField>
{
    /// <summary>The most scalars of one call.</summary>
    public const int BatchLength = AffineAdder<TField, TLanes>.Capacity;

    private const int WordsPerLine = 8;

    private static int Stride => AffineAdder<TField, TLanes>.Stride;

    /// <summary>Returns the records of points, none of them infinity, in pinned memory that begins with an unaligned part.</summary>
    public static long[] Convert(ReadOnlySpan<AffinePoint<TField, TGroup>> points)
    {
        long[] memory = GC.AllocateUninitializedArray<long>(checked((int)PointRecords<TField, TGroup, TLanes>.Length(points.Length)) + WordsPerLine, pinned: true);
        fixed (AffinePoint<TField, TGroup>* p = points)
            PointRecords<TField, TGroup, TLanes>.Convert(Records(memory), p, points.Length);
        return memory;
    }

    /// <summary>Writes Σ over the rows of <c>±entry</c> for each product; digit 0 adds nothing.</summary>
    /// <param name="table">From <see cref="Convert"/>: rows of <paramref name="rowLength"/> entries.</param>
    /// <param name="rowLength">The entries of a row, the first of which is for digit 1.</param>
    /// <param name="digits">The digits of the first scalar for all rows, then those of the next.</param>
    /// <param name="products">At most <see cref="BatchLength"/>.</param>
    public static void Multiply(long[] table, int rowLength, ReadOnlySpan<short> digits, Span<AffinePoint<TField, TGroup>> products)
    {
        int count = products.Length, rows = digits.Length / count, stride = Stride;
        nint adderLength = (AffineAdder<TField, TLanes>.WorkspaceLength + WordsPerLine - 1) / WordsPerLine * WordsPerLine;
        long* workspace = (long*)NativeMemory.AlignedAlloc((nuint)(adderLength + PointRecords<TField, TGroup, TLanes>.Length(count)) * sizeof(long), 64);
        long* sums = workspace + adderLength, entries = Records(table);
        new Span<long>(sums, (int)PointRecords<TField, TGroup, TLanes>.Length(count)).Clear();
        for (int i = 0; i < count; i++)
            sums[(nint)i * stride + FqLanes.RowLength - 1] = AffineAdder<TField, TLanes>.Absent;

        AffineAdder<TField, TLanes> adder = new(workspace);
        for (int row = 0; row < rows; row++)
        {
            for (int i = 0; i < count; i++)
            {
                int digit = digits[i * rows + row];
                if (digit == 0)
                    continue;
                long* entry = entries + ((nint)row * rowLength + Math.Abs(digit) - 1) * stride, sum = sums + (nint)i * stride;
                if (sum[FqLanes.RowLength - 1] == AffineAdder<TField, TLanes>.Absent)
                    Copy(sum, entry, negateY: digit < 0);
                else
                    adder.Add((nuint)sum, (nuint)entry + (digit < 0 ? 1u : 0u), (nuint)sum);
            }

            adder.Flush(); // a sum takes part once a row, so none that waits is read
        }

        Store(products, sums);
        NativeMemory.AlignedFree(workspace);
        GC.KeepAlive(table);
    }

    private static long* Records(long[] memory) => (long*)(((nuint)Marshal.UnsafeAddrOfPinnedArrayElement(memory, 0) + 63) & ~(nuint)63);

    private static void Copy(long* result, long* record, bool negateY)
    {
        int half = Stride / 2;
        for (int i = 0; i < half; i += FqLanes.RowLength)
        {
            FqLanes.CopyRow(result + i, record + i, 0);
            FqLanes.CopyRow(result + half + i, record + half + i, negateY ? 1 : 0);
        }
    }

    private static void Store(Span<AffinePoint<TField, TGroup>> products, long* sums)
    {
        int coefficients = 2 * TLanes.Coefficients, stride = Stride;
        AffinePoint<TField, TGroup>* eight = stackalloc AffinePoint<TField, TGroup>[FqLanes.Lanes];
        long* buffer = stackalloc long[FqLanes.MaxLength + WordsPerLine], lanes = AlignedWords.Align(buffer);
        nuint* rows = stackalloc nuint[FqLanes.Lanes];
        for (int i = 0; i < products.Length; i += FqLanes.Lanes)
        {
            for (int lane = 0; lane < FqLanes.Lanes; lane++)
                rows[lane] = (nuint)(sums + (nint)(i + lane) * stride);
            for (int c = 0; c < coefficients; c++)
            {
                FqLanes.FromRows(lanes, rows, c * FqLanes.RowLength);
                FqLanes.ToFq((Fq*)eight + c, coefficients, lanes);
            }

            for (int lane = 0; lane < FqLanes.Lanes && i + lane < products.Length; lane++)
            {
                bool isInfinity = ((long*)rows[lane])[FqLanes.RowLength - 1] == AffineAdder<TField, TLanes>.Absent;
                products[i + lane] = isInfinity ? default : eight[lane];
            }
        }
    }
}
