namespace Plimsoll.Crypto.Curves.Lanes;

/// <summary>Eight points of G1 side by side as (X : Y : Z), with the complete formulas of <see cref="G1Projective"/>.</summary>
/// <remarks>
/// Sums of two products share one reduction, so an addition costs 8 products and 6 double ones. Coordinates are normal elements of
/// <see cref="FqLanes"/>; sums that go into double products are carried first. The largest value, 8·yy, stays below 5q, which keeps limbs normal.
/// Safety: the caller passes memory of <see cref="Length"/>, <see cref="ScratchLength"/> and an element's words, aligned to 64 bytes.
/// </remarks>
internal static unsafe class ProjectiveLanes
{
    /// <summary>The words of eight points.</summary>
    public static int Length => 3 * FqLanes.Length;

    /// <summary>The words of memory that an operation works in.</summary>
    public static int ScratchLength => 10 * FqLanes.Length;

    private static int Y => FqLanes.Length;

    private static int Z => 2 * FqLanes.Length;

    /// <summary>Writes a + b; the result may be one of them. <paramref name="b3"/> holds 12, the curve's 3b, in every lane.</summary>
    public static void Add(long* result, long* a, long* b, long* b3, long* scratch)
    {
        long* xx = scratch, yy = xx + FqLanes.Length, zz = yy + FqLanes.Length;
        long* xy = zz + FqLanes.Length, yz = xy + FqLanes.Length, xz = yz + FqLanes.Length;
        long* sum = xz + FqLanes.Length, difference = sum + FqLanes.Length;
        FqLanes.Multiply(xx, a, b);
        FqLanes.Multiply(yy, a + Y, b + Y);
        FqLanes.Multiply(zz, a + Z, b + Z);
        FqLanes.ProductSum(xy, a, b + Y, a + Y, b);
        FqLanes.ProductSum(yz, a + Y, b + Z, a + Z, b + Y);
        FqLanes.ProductSum(xz, a, b + Z, a + Z, b);
        FqLanes.Multiply(zz, zz, b3);
        FqLanes.Multiply(xz, xz, b3);
        FqLanes.Add(sum, yy, zz);
        FqLanes.Carry(sum, sum);
        FqLanes.Subtract(difference, yy, zz);
        FqLanes.Carry(difference, difference);
        FqLanes.Add(zz, xx, xx);
        FqLanes.Carry(zz, zz);
        FqLanes.Add(xx, xx, zz);
        FqLanes.Carry(xx, xx); // 3·xx
        FqLanes.ProductDifference(result, xy, difference, yz, xz);
        FqLanes.ProductSum(result + Y, difference, sum, xz, xx);
        FqLanes.ProductSum(result + Z, sum, yz, xx, xy);
    }

    /// <summary>Writes a + a; the result may be a.</summary>
    public static void Double(long* result, long* a, long* b3, long* scratch)
    {
        long* yy = scratch, zz = yy + FqLanes.Length, yz = zz + FqLanes.Length, xy = yz + FqLanes.Length;
        long* sum = xy + FqLanes.Length, difference = sum + FqLanes.Length, yy8 = difference + FqLanes.Length;
        FqLanes.Square(yy, a + Y);
        FqLanes.Square(zz, a + Z);
        FqLanes.Multiply(zz, zz, b3);
        FqLanes.Multiply(yz, a + Y, a + Z);
        FqLanes.Multiply(xy, a, a + Y);
        FqLanes.Add(sum, yy, zz);
        FqLanes.Carry(sum, sum);
        FqLanes.Add(difference, zz, zz);
        FqLanes.Carry(difference, difference);
        FqLanes.Subtract(difference, yy, difference);
        FqLanes.Carry(difference, difference);
        FqLanes.Subtract(difference, difference, zz);
        FqLanes.Carry(difference, difference); // yy − 3·zz
        FqLanes.Add(yy8, yy, yy);
        FqLanes.Carry(yy8, yy8);
        FqLanes.Add(yy8, yy8, yy8);
        FqLanes.Carry(yy8, yy8);
        FqLanes.Add(yy8, yy8, yy8);
        FqLanes.Carry(yy8, yy8);
        FqLanes.Add(xy, xy, xy);
        FqLanes.Multiply(result, difference, xy);
        FqLanes.ProductSum(result + Y, zz, yy8, difference, sum);
        FqLanes.Multiply(result + Z, yz, yy8);
    }

    /// <summary>Writes −a.</summary>
    public static void Negate(long* result, long* a)
    {
        new ReadOnlySpan<long>(a, Length).CopyTo(new Span<long>(result, Length));
        FqLanes.Negate(result + Y, a + Y);
    }
}
