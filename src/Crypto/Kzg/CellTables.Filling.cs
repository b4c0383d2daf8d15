using Plimsoll.Crypto.Curves.Lanes;

namespace Plimsoll.Crypto.Kzg;

/// <content>Making the tables: 31 additions per point and one inversion per row.</content>
internal sealed unsafe partial class CellTables
{
    /// <summary>Fills the tables of one row: 64 points in 8 groups of lanes, all multiples, then one common inversion.</summary>
    private void Fill(int row)
    {
        int Element = FqLanes.Length;
        const int PointGroups = CellColumns.RowLength / FqLanes.Lanes, Count = PointGroups * Multiples;
        using LaneBuffer buffer = new(Count * (XyzzLanes.Length + Element) + 5 * Element + XyzzLanes.ScratchLength);
        long* multiples = buffer.Pointer, prefixes = multiples + Count * XyzzLanes.Length, inverse = prefixes + Count * Element;
        long* own = inverse + Element, x = own + Element, y = x + Element, scratch = y + Element;
        fixed (G1Affine* points = _columns.Row(row))
        {
            for (int group = 0; group < PointGroups; group++)
            {
                long* first = multiples + group * Multiples * XyzzLanes.Length;
                FqLanes.FromFq(first, (Fq*)(points + group * FqLanes.Lanes), 2);
                FqLanes.FromFq(first + Element, (Fq*)(points + group * FqLanes.Lanes) + 1, 2);
                FqLanes.Broadcast(first + 2 * Element, Fq.One);
                FqLanes.Broadcast(first + 3 * Element, Fq.One);
                XyzzLanes.Double(first + XyzzLanes.Length, first, scratch);
                for (int m = 2; m < Multiples; m++) // (m + 1)·P from m·P; never equal, the order is a large prime
                    XyzzLanes.Add(first + m * XyzzLanes.Length, first + (m - 1) * XyzzLanes.Length, first, first + Element, scratch);
            }
        }

        // Montgomery's trick over ZZZ, lane by lane.
        FqLanes.Broadcast(inverse, Fq.One);
        for (int k = 0; k < Count; k++)
        {
            Copy(prefixes + k * Element, inverse);
            FqLanes.Multiply(inverse, inverse, multiples + k * XyzzLanes.Length + 3 * Element);
        }

        Fq* lanes = stackalloc Fq[FqLanes.Lanes], spare = stackalloc Fq[FqLanes.Lanes];
        FqLanes.ToFq(lanes, 1, inverse);
        FieldAlgorithms.BatchInvert(new Span<Fq>(lanes, FqLanes.Lanes), new Span<Fq>(spare, FqLanes.Lanes));
        FqLanes.FromFq(inverse, lanes, 1);
        for (int k = Count - 1; k >= 0; k--)
        {
            long* point = multiples + k * XyzzLanes.Length;
            FqLanes.Multiply(own, inverse, prefixes + k * Element); // 1/ZZZ
            FqLanes.Multiply(inverse, inverse, point + 3 * Element);
            FqLanes.Multiply(y, point + Element, own);
            FqLanes.Multiply(own, own, point + 2 * Element); // 1/Z
            FqLanes.Square(own, own);
            FqLanes.Multiply(x, point, own);
            long* entry = _entries + ((row * CellColumns.RowLength + k / Multiples * FqLanes.Lanes) * Multiples + k % Multiples) * EntryLength;
            Scatter(x, entry);
            Scatter(y, entry + FqLanes.RowLength);
        }

        GC.KeepAlive(this);
    }

    private static void Copy(long* target, long* source) =>
        new ReadOnlySpan<long>(source, FqLanes.Length).CopyTo(new Span<long>(target, FqLanes.Length));

    private static void Scatter(long* element, long* entry)
    {
        const int Stride = Multiples * EntryLength;
        FqLanes.ToRows(
            element, entry, entry + Stride, entry + 2 * Stride, entry + 3 * Stride,
            entry + 4 * Stride, entry + 5 * Stride, entry + 6 * Stride, entry + 7 * Stride);
    }
}
