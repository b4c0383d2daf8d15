namespace Plimsoll.Crypto.Curves.Lanes;

/// <summary>Eight points side by side as (X, Y, Z) with x = X/Z², y = Y/Z³; not infinity.</summary>
/// <remarks>
/// The cheapest doubling, and an addition that is not complete: a lane that meets its own point or its inverse gets Z = 0 and keeps it, so one look at the end tells.
/// Source: Explicit-Formulas Database, a = 0, dbl-2009-l and madd, without squares of sums. Coordinates are normal; X and Y are centered.
/// Safety: the caller passes memory of <see cref="Length"/> and <see cref="ScratchElements"/> elements, aligned to 64 bytes.
/// </remarks>
internal static unsafe class JacobianLanes<TLanes>
    where TLanes : struct, ILaneField
{
    /// <summary>The elements of memory that an operation works in.</summary>
    public const int ScratchElements = 6;

    /// <summary>The words of eight points.</summary>
    public static int Length => 3 * LaneElement<TLanes>.Length;

    /// <summary>Replaces p by p + p; 3 products and 4 squares. No point of odd order is its own inverse.</summary>
    public static void Double(long* p, long* scratch)
    {
        int length = LaneElement<TLanes>.Length;
        long* yy2 = scratch, d = yy2 + length, m = d + length, c = m + length, t = c + length;
        long* y = p + length, z = y + length;
        TLanes.Square(yy2, y);
        LaneElement<TLanes>.Add(yy2, yy2, yy2);
        LaneElement<TLanes>.Carry(yy2, yy2);
        LaneElement<TLanes>.Add(t, yy2, yy2);
        TLanes.Multiply(d, t, p); // 4XY²
        TLanes.Square(c, yy2);
        LaneElement<TLanes>.Add(c, c, c); // 8Y⁴
        TLanes.Square(m, p);
        LaneElement<TLanes>.Add(t, m, m);
        LaneElement<TLanes>.Add(m, m, t);
        LaneElement<TLanes>.Carry(m, m); // 3X²
        LaneElement<TLanes>.Add(t, y, y);
        TLanes.Multiply(z, t, z);
        LaneElement<TLanes>.Add(t, d, d);
        TLanes.SquareLess(p, m, t);
        LaneElement<TLanes>.Subtract(t, d, p);
        TLanes.MultiplyLess(y, t, m, c);
    }

    /// <summary>Replaces p by p + (x, y); 8 products and 3 squares.</summary>
    public static void Add(long* p, long* x, long* y, long* scratch)
    {
        int length = LaneElement<TLanes>.Length;
        long* h = scratch, r = h + length, s = r + length, v = s + length, t = v + length;
        long* py = p + length, z = py + length;
        TLanes.Square(s, z);
        TLanes.MultiplyLess(h, x, s, p);
        TLanes.Multiply(s, s, z);
        TLanes.MultiplyLess(r, y, s, py);
        TLanes.Multiply(z, z, h);
        TLanes.Square(s, h);
        TLanes.Multiply(v, p, s);
        TLanes.Multiply(s, s, h); // h³
        LaneElement<TLanes>.Add(t, v, v);
        LaneElement<TLanes>.Carry(t, t);
        LaneElement<TLanes>.Add(t, t, s);
        TLanes.SquareLess(p, r, t);
        TLanes.Multiply(s, py, s);
        LaneElement<TLanes>.Subtract(t, v, p);
        TLanes.MultiplyLess(py, t, r, s);
    }
}
