namespace Plimsoll.Crypto.Curves.Lanes;

/// <summary>Eight points of G1 side by side as (X, Y, ZZ, ZZZ) with x = X/ZZ, y = Y/ZZZ, ZZ³ = ZZZ²; not infinity.</summary>
/// <remarks>
/// The fastest way to add affine points one after another, but not a complete one: a lane that meets its own point or its inverse
/// gets ZZ = 0 and keeps it, so one look at the end tells. Source: Explicit-Formulas Database, madd-2008-s and dbl-2008-s-1.
/// Coordinates are normal elements of <see cref="FqLanes"/>; what a formula makes wide is carried before a product that needs it normal.
/// Safety: the caller passes memory of <see cref="Length"/>, <see cref="ScratchLength"/> and an element's words, aligned to 64 bytes.
/// </remarks>
internal static unsafe class XyzzLanes
{
    /// <summary>The words of eight points.</summary>
    public static int Length => 4 * FqLanes.Length;

    /// <summary>The words of memory that an operation works in.</summary>
    public static int ScratchLength => 8 * FqLanes.Length;

    private static int Y => FqLanes.Length;

    private static int ZZ => 2 * FqLanes.Length;

    private static int ZZZ => 3 * FqLanes.Length;

    /// <summary>Writes a + (x, y); the result is neither of them.</summary>
    public static void Add(long* result, long* a, long* x, long* y, long* scratch)
    {
        long* p = scratch, r = p + FqLanes.Length, pp = r + FqLanes.Length, ppp = pp + FqLanes.Length;
        long* q = ppp + FqLanes.Length, t = q + FqLanes.Length;
        FqLanes.MultiplyLess(p, x, a + ZZ, a);
        FqLanes.MultiplyLess(r, y, a + ZZZ, a + Y);
        FqLanes.Square(pp, p);
        FqLanes.Multiply(ppp, p, pp);
        FqLanes.Multiply(q, a, pp);
        FqLanes.Multiply(result + ZZ, a + ZZ, pp);
        FqLanes.Multiply(result + ZZZ, a + ZZZ, ppp);
        FqLanes.Add(t, q, q);
        FqLanes.Carry(t, t);
        FqLanes.Add(t, t, ppp);
        FqLanes.SquareLess(result, r, t);
        FqLanes.Subtract(t, q, result);
        FqLanes.Carry(t, t);
        FqLanes.ProductDifference(result + Y, r, t, a + Y, ppp);
    }

    /// <summary>Writes a + a; the result is not a. No point of odd order is its own inverse.</summary>
    public static void Double(long* result, long* a, long* scratch)
    {
        long* u = scratch, v = u + FqLanes.Length, w = v + FqLanes.Length, s = w + FqLanes.Length;
        long* m = s + FqLanes.Length, t = m + FqLanes.Length;
        FqLanes.Add(u, a + Y, a + Y);
        FqLanes.Carry(u, u);
        FqLanes.Square(v, u);
        FqLanes.Multiply(w, u, v);
        FqLanes.Multiply(s, a, v);
        FqLanes.Square(m, a);
        FqLanes.Add(t, m, m);
        FqLanes.Carry(t, t);
        FqLanes.Add(m, m, t);
        FqLanes.Carry(m, m);
        FqLanes.Add(t, s, s);
        FqLanes.SquareLess(result, m, t);
        FqLanes.Subtract(t, s, result);
        FqLanes.Carry(t, t);
        FqLanes.ProductDifference(result + Y, m, t, w, a + Y);
        FqLanes.Multiply(result + ZZ, v, a + ZZ);
        FqLanes.Multiply(result + ZZZ, w, a + ZZZ);
    }
}
