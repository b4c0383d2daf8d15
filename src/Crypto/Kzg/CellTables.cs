using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Plimsoll.Crypto.Curves;
using Plimsoll.Crypto.Curves.Lanes;

namespace Plimsoll.Crypto.Kzg;

/// <summary>For every point of the cell columns its multiples 1 to 32, affine, ready for lanes: 32 MiB.</summary>
/// <remarks>
/// Eight rows are summed side by side, one per lane: for each of 43 windows of 6 bits six doublings and, for each of 64 points, one
/// addition of a table entry. The incomplete addition is safe because a sum starts at the generator instead of infinity: to meet its
/// own point it would take a relation between powers of the unknown τ. If one is met all the same, the row is summed again without tables.
/// Safety: entries are addressed by row below 128, place below 64 and multiple, which the digits bound by 32; all of them lie in the pinned array.
/// </remarks>
internal sealed unsafe partial class CellTables : ICellTables
{
    private const int WindowBits = 6, Multiples = 1 << (WindowBits - 1);

    private const int Groups = ExtendedBlob.CellCount / FqLanes.Lanes;

    /// <summary>The words of a table entry: a row for x and one for y.</summary>
    private const int EntryLength = 2 * FqLanes.RowLength;

    private static readonly int s_windows = ScalarDigits.WindowCount(WindowBits);

    private readonly CellColumns _columns;
    private readonly long[] _words; // pinned
    private readonly long* _entries;
    private readonly G1Affine _offset;

    private CellTables(CellColumns columns)
    {
        _columns = columns;
        _words = GC.AllocateUninitializedArray<long>(columns.Points.Length * Multiples * EntryLength + 8, pinned: true);
        _entries = (long*)(((nuint)Unsafe.AsPointer(ref _words[0]) + 63) & ~(nuint)63); // stays valid as long as this object
        Parallel.For(0, ExtendedBlob.CellCount, Fill);
        G1Projective offset = G1Projective.Generator;
        for (int i = 0; i < WindowBits * (s_windows - 1); i++)
            offset = G1Projective.Double(offset);
        _offset = (-offset).ToAffine();
    }

    /// <summary>Makes the tables where the machine has the lanes and no point is infinity, which has no affine coordinates.</summary>
    public static CellTables? TryCreate(CellColumns columns) =>
        FqLanes.IsSupported && !columns.Points.Contains(G1Affine.Infinity) ? new(columns) : null;

    /// <inheritdoc/>
    public void SumRows(ReadOnlySpan<Fr> scalars, Span<G1Projective> sums, MsmOptions options)
    {
        sbyte[] digits = ArrayPool<sbyte>.Shared.Rent(scalars.Length * s_windows + 1); // one more may be looked at
        WriteDigits(scalars, digits);
        fixed (G1Projective* target = sums)
        {
            if (options.Threads != 1)
                SumGroupsInParallel(digits, target, options.Threads);
            for (int group = 0; group < Groups && options.Threads == 1; group++)
                SumGroup(group, digits, target);
        }

        ArrayPool<sbyte>.Shared.Return(digits);
        for (int row = 0; row < sums.Length; row++)
        {
            sums[row] = sums[row].IsInfinity
                ? Msm.Compute(_columns.Row(row), scalars.Slice(row * CellColumns.RowLength, CellColumns.RowLength), options)
                : sums[row] + _offset;
        }
    }

    private void SumGroupsInParallel(sbyte[] digits, G1Projective* sums, int threads) =>
        Parallel.For(0, Groups, new() { MaxDegreeOfParallelism = threads }, group => SumGroup(group, digits, sums));

    // Digits of row t, window w, point i at (t·windows + w)·64 + i.
    private static void WriteDigits(ReadOnlySpan<Fr> scalars, Span<sbyte> digits)
    {
        ulong* words = stackalloc ulong[ScalarDigits.Length];
        for (int k = 0; k < scalars.Length; k++)
        {
            int sign = ScalarDigits.Write(scalars[k], new(words, ScalarDigits.Length)) ? -1 : 1;
            int at = k / CellColumns.RowLength * s_windows * CellColumns.RowLength + k % CellColumns.RowLength;
            for (int window = 0; window < s_windows; window++)
                digits[at + window * CellColumns.RowLength] = (sbyte)(sign * ScalarDigits.Digit(words, window, WindowBits));
        }
    }

    private void SumGroup(int group, sbyte[] digits, G1Projective* results)
    {
        int Element = FqLanes.Length;
        using LaneBuffer buffer = new(2 * XyzzLanes.Length + 2 * Element + XyzzLanes.ScratchLength);
        long* sum = buffer.Pointer, next = sum + XyzzLanes.Length, x = next + XyzzLanes.Length, y = x + Element, scratch = y + Element;
        FqLanes.Broadcast(sum, G1Affine.Generator.X);
        FqLanes.Broadcast(sum + Element, G1Affine.Generator.Y);
        FqLanes.Broadcast(sum + 2 * Element, Fq.One);
        FqLanes.Broadcast(sum + 3 * Element, Fq.One);
        int firstRow = group * FqLanes.Lanes, stride = s_windows * CellColumns.RowLength;
        long** entries = stackalloc long*[FqLanes.Lanes];
        fixed (sbyte* all = digits)
        {
            for (int window = s_windows - 1; window >= 0; window--)
            {
                for (int i = 0; i < WindowBits && window < s_windows - 1; i++)
                {
                    XyzzLanes.Double(next, sum, scratch);
                    Swap(ref sum, ref next);
                }

                sbyte* column = all + firstRow * stride + window * CellColumns.RowLength;
                for (int i = 0; i < CellColumns.RowLength; i++, column++)
                {
                    int negative = 0, present = 0;
                    long* table = _entries + (firstRow * CellColumns.RowLength + i) * Multiples * EntryLength;
                    for (int lane = 0; lane < FqLanes.Lanes; lane++)
                    {
                        int digit = column[lane * stride], sign = digit >> 31, multiple = (digit ^ sign) - sign;
                        negative |= sign & (1 << lane);
                        int isPresent = -multiple >>> 31;
                        present |= isPresent << lane;
                        entries[lane] = table + (multiple - isPresent) * EntryLength;
                        if (Sse.IsSupported)
                        {
                            // The next point's entry, while this one is added.
                            int following = Math.Abs((int)column[lane * stride + 1]);
                            long* coming = table + (Multiples + Math.Max(following - 1, 0)) * EntryLength;
                            Sse.Prefetch0(coming);
                            Sse.Prefetch0(coming + FqLanes.RowLength);
                        }

                        table += CellColumns.RowLength * Multiples * EntryLength;
                    }

                    if (present == 0)
                        continue;
                    FqLanes.FromRows(x, entries[0], entries[1], entries[2], entries[3], entries[4], entries[5], entries[6], entries[7]);
                    const int YRow = FqLanes.RowLength;
                    FqLanes.FromRowsNegating(
                        y, (byte)negative,
                        entries[0] + YRow, entries[1] + YRow, entries[2] + YRow, entries[3] + YRow,
                        entries[4] + YRow, entries[5] + YRow, entries[6] + YRow, entries[7] + YRow);
                    XyzzLanes.Add(next, sum, x, y, scratch);
                    for (int j = 0; present != 0xff && j < 4; j++)
                        FqLanes.Blend(next + j * Element, sum + j * Element, (byte)~present);
                    Swap(ref sum, ref next);
                }
            }
        }

        // (X : Y : ZZ : ZZZ) is (X·ZZZ : Y·ZZ : ZZ·ZZZ).
        FqLanes.Multiply(next, sum, sum + 3 * Element);
        FqLanes.Multiply(next + Element, sum + Element, sum + 2 * Element);
        FqLanes.Multiply(next + 2 * Element, sum + 2 * Element, sum + 3 * Element);
        for (int j = 0; j < 3; j++)
            FqLanes.ToFq((Fq*)(results + firstRow) + j, 3, next + j * Element);
        GC.KeepAlive(this);
    }

    private static void Swap(ref long* a, ref long* b)
    {
        long* c = a;
        a = b;
        b = c;
    }
}
