using System.Runtime.CompilerServices;

namespace Plimsoll.Crypto.Curves.Lanes;

/// <summary>Eight points side by side as (x, y), centered; infinity is (0, 0).</summary>
/// <remarks>Sums take the inverse of a difference, which the caller has found for many at once. Results may be the points that are added to.</remarks>
internal static unsafe class AffineLanes<TField, TGroup, TLanes>
    where TField : unmanaged, IField<TField>
    where TGroup : unmanaged, ICurveGroup<TField>
    where TLanes : struct, ILaneField<TField>
{
    /// <summary>The elements of memory that an operation works in.</summary>
    public const int ScratchElements = 4;

    /// <summary>The words of eight points.</summary>
    public static int Length => 2 * LaneElement<TLanes>.Length;

    private static int Y => LaneElement<TLanes>.Length;

    /// <summary>Fills the lanes from eight points.</summary>
    public static void Load(long* result, AffinePoint<TField, TGroup>* points)
    {
        LaneElement<TLanes>.Load(result, (TField*)points, 2);
        LaneElement<TLanes>.Load(result + Y, (TField*)points + 1, 2);
    }

    /// <summary>Writes the eight points.</summary>
    public static void Store(AffinePoint<TField, TGroup>* points, long* p)
    {
        LaneElement<TLanes>.Store((TField*)points, 2, p);
        LaneElement<TLanes>.Store((TField*)points + 1, 2, p + Y);
    }

    /// <summary>Copies eight points.</summary>
    public static void Copy(long* result, long* p) => Unsafe.CopyBlock(result, p, (uint)(Length * sizeof(long)));

    /// <summary>Copies the lanes of <paramref name="mask"/>.</summary>
    public static void Blend(long* result, long* source, byte mask)
    {
        LaneElement<TLanes>.Blend(result, source, mask);
        LaneElement<TLanes>.Blend(result + Y, source + Y, mask);
    }

    /// <summary>The lanes at infinity: no point of odd order has y = 0.</summary>
    public static byte Infinities(long* p) => LaneElement<TLanes>.ZeroLanes(p + Y);

    /// <summary>Writes p + p; <paramref name="inverse"/> is that of 2y.</summary>
    public static void Double(long* result, long* p, long* inverse, long* scratch)
    {
        long* slope = scratch, both = slope + Y;
        TLanes.Square(slope, p);
        LaneElement<TLanes>.Add(both, slope, slope);
        LaneElement<TLanes>.Add(slope, both, slope);
        LaneElement<TLanes>.Carry(slope, slope);
        TLanes.Multiply(slope, slope, inverse);
        LaneElement<TLanes>.Add(both, p, p);
        End(result, p, slope, both);
    }

    /// <summary>Writes p + (x, y), or p − (x, y); <paramref name="inverse"/> is that of x − x of p.</summary>
    public static void Add(long* result, long* p, long* x, long* y, bool negative, long* inverse, long* scratch)
    {
        long* slope = scratch, both = slope + Y;
        Slope(slope, p, y, negative, inverse);
        LaneElement<TLanes>.Add(both, p, x);
        End(result, p, slope, both);
    }

    private static void Slope(long* slope, long* p, long* y, bool negative, long* inverse)
    {
        if (negative)
        {
            LaneElement<TLanes>.Add(slope, y, p + Y);
            LaneElement<TLanes>.Negate(slope, slope);
        }
        else
        {
            LaneElement<TLanes>.Subtract(slope, y, p + Y);
        }

        TLanes.Multiply(slope, slope, inverse);
    }

    // both: the sum of both x
    private static void End(long* result, long* p, long* slope, long* both)
    {
        long* x = both + Y, fall = x + Y;
        TLanes.SquareLess(x, slope, both);
        LaneElement<TLanes>.Subtract(fall, p, x);
        TLanes.MultiplyLess(result + Y, fall, slope, p + Y);
        LaneElement<TLanes>.Copy(result, x);
    }
}
