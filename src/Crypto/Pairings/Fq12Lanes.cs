using static Plimsoll.Crypto.Pairings.LaneMap;

namespace Plimsoll.Crypto.Pairings;

/// <summary>One element of 𝔽q¹² in six lanes: lane i is the coefficient of wⁱ over 𝔽q²; the last two lanes are zero.</summary>
/// <remarks>
/// Even lanes are the half of 1, odd lanes that of w (w² = v), and the Karatsuba products of a half fill a batch of lanes.
/// Each operation is a few batches of products between linear maps; its result is normal in every lane and may overwrite
/// an operand. Every pointer leads to <see cref="Length"/> words, <c>scratch</c> to <see cref="ScratchLength"/>, aligned to 64 bytes.
/// </remarks>
internal static unsafe partial class Fq12Lanes
{
    /// <summary>The size of an element in 64-bit words.</summary>
    public static int Length => Fq2Lanes.Length;

    /// <summary>The size of the memory that an operation needs for itself, in 64-bit words.</summary>
    public static int ScratchLength => 6 * Length;

    // Halves and their sum as Karatsuba vectors.
    private static readonly LaneMap s_even = new([.. SpreadHalf(0)]);
    private static readonly LaneMap s_odd = new([.. SpreadHalf(1)]);
    private static readonly LaneMap s_sum = new([.. SpreadHalf(0), .. SpreadHalf(1)]);

    // c0 = P0 + v·P1, c1 = P2 − P0 − P1.
    private static readonly LaneMap s_product = new(
        [.. Recombine(0, 0, 1), .. Recombine(0, 1, 1, timesV: true), .. Recombine(1, 2, 1), .. Recombine(1, 0, -1), .. Recombine(1, 1, -1)]);

    // c0 + v·c1 as a Karatsuba vector; c0 = P1 − P0 − v·P0, c1 = 2·P0.
    private static readonly LaneMap s_twisted = new([.. SpreadHalf(0), .. Spread(0, 5, 1, 1), .. Spread(1, 1), .. Spread(2, 3)]);
    private static readonly LaneMap s_square = new(
        [.. Recombine(0, 1, 1), .. Recombine(0, 0, -1), .. Recombine(0, 0, -1, timesV: true), .. Recombine(1, 0, 2)]);

    // zᵢ and zᵢ + zᵢ₊₃; zᵢ₊₃ and zᵢ + ξ·zᵢ₊₃.
    private static readonly LaneMap s_quarticLeft = new(
        new Entry(0, 0, 1), new(1, 1, 1), new(2, 2, 1), new(3, 0, 1), new(4, 1, 1), new(5, 2, 1), new(3, 3, 1), new(4, 4, 1), new(5, 5, 1));
    private static readonly LaneMap s_quarticRight = new(
        new Entry(0, 3, 1), new(1, 4, 1), new(2, 5, 1), new(3, 0, 1), new(4, 1, 1), new(5, 2, 1), new(3, 3, 1, 1), new(4, 4, 1, 1), new(5, 5, 1, 1));

    // With the squares n − m − ξm and 2m of the three quartic parts: thrice them, less or plus twice z.
    private static readonly LaneMap s_cyclotomic = new(
        new Entry(0, 3, 3), new(0, 0, -6, -3), new(0, 0, -2, Source: 1),
        new(2, 4, 3), new(2, 1, -6, -3), new(2, 2, -2, Source: 1),
        new(4, 5, 3), new(4, 2, -6, -3), new(4, 4, -2, Source: 1),
        new(1, 2, 6, 6), new(1, 1, 2, Source: 1),
        new(3, 0, 6), new(3, 3, 2, Source: 1),
        new(5, 1, 6), new(5, 5, 2, Source: 1));

    private static readonly LaneMap s_conjugate = new(
        new Entry(0, 0, 1), new(1, 1, -1), new(2, 2, 1), new(3, 3, -1), new(4, 4, 1), new(5, 5, -1));

    // The line l0 + l1·v + l2·v·w: both halves of f against it, then their sum.
    private static readonly LaneMap s_lineLeft = new(
        new Entry(0, 0, 1), new(1, 2, 1), new(2, 4, 1), new(3, 0, 1), new(3, 2, 1), new(4, 4, 1), new(5, 5, 1), new(6, 1, 1), new(7, 3, 1));
    private static readonly LaneMap s_lineRight = new(
        new Entry(0, 0, 1), new(1, 1, 1), new(2, 1, 1), new(3, 0, 1), new(3, 1, 1), new(4, 0, 1), new(5, 2, 1), new(6, 2, 1), new(7, 2, 1));
    private static readonly LaneMap s_lineLeftSum = new(
        new Entry(0, 0, 1), new(0, 1, 1), new(1, 2, 1), new(1, 3, 1), new(2, 4, 1), new(2, 5, 1),
        new(3, 0, 1), new(3, 1, 1), new(3, 2, 1), new(3, 3, 1), new(4, 4, 1), new(4, 5, 1));
    private static readonly LaneMap s_lineRightSum = new(
        new Entry(0, 0, 1), new(1, 1, 1), new(1, 2, 1), new(2, 1, 1), new(2, 2, 1), new(3, 0, 1), new(3, 1, 1), new(3, 2, 1), new(4, 0, 1));
    private static readonly LaneMap s_line = new(
        [.. RecombineSparse(0, 0, 1), new(0, 7, 1, 1), new(2, 5, 1, 1), new(4, 6, 1),
            .. RecombineSparse(1, 1, 1), .. RecombineSparse(1, 0, -1), new(1, 5, -1, -1), new(3, 6, -1), new(5, 7, -1)]);

    // The powers of 1 + w + … + w⁵ are the factors of the lanes.
    private static readonly AlignedWords s_frobenius = FromTower(Fq12.Frobenius(AllOnes));
    private static readonly AlignedWords s_frobeniusSquared = FromTower(Fq12.FrobeniusSquared(AllOnes));

    private static Fq12 AllOnes => new(new(Fq2.One, Fq2.One, Fq2.One), new(Fq2.One, Fq2.One, Fq2.One));

    /// <summary>Writes a·b.</summary>
    public static void Multiply(long* result, long* a, long* b, long* scratch)
    {
        long* x = scratch, y = x + Length, p0 = y + Length, p1 = p0 + Length, p2 = p1 + Length;
        s_even.Apply(x, a);
        s_even.Apply(y, b);
        Fq2Lanes.Multiply(p0, x, y);
        s_odd.Apply(x, a);
        s_odd.Apply(y, b);
        Fq2Lanes.Multiply(p1, x, y);
        s_sum.Apply(x, a);
        s_sum.Apply(y, b);
        Fq2Lanes.Multiply(p2, x, y);
        s_product.Apply(result, p0, p1, p2);
    }

    /// <summary>Writes a².</summary>
    public static void Square(long* result, long* a, long* scratch)
    {
        long* x = scratch, y = x + Length, p0 = y + Length, p1 = p0 + Length;
        s_even.Apply(x, a);
        s_odd.Apply(y, a);
        Fq2Lanes.Multiply(p0, x, y);
        s_sum.Apply(x, a);
        s_twisted.Apply(y, a);
        Fq2Lanes.Multiply(p1, x, y);
        s_square.Apply(result, p0, p1);
    }

    /// <summary>Writes a² for a in the cyclotomic subgroup; see <see cref="Fq12.CyclotomicSquare"/>.</summary>
    /// <remarks>The square of x + y·w³ comes from the products x·y and (x + y)(x + ξ·y): one batch for all three.</remarks>
    public static void CyclotomicSquare(long* result, long* a, long* scratch)
    {
        long* x = scratch, y = x + Length, p = y + Length;
        s_quarticLeft.Apply(x, a);
        s_quarticRight.Apply(y, a);
        Fq2Lanes.Multiply(p, x, y);
        s_cyclotomic.Apply(result, p, a);
    }

    /// <summary>Writes a times the line whose coefficients of 1, v, v·w are the first lanes of <paramref name="line"/>.</summary>
    public static void MultiplyByLine(long* result, long* a, long* line, long* scratch)
    {
        long* x = scratch, y = x + Length, p0 = y + Length, p1 = p0 + Length;
        s_lineLeft.Apply(x, a);
        s_lineRight.Apply(y, line);
        Fq2Lanes.Multiply(p0, x, y);
        s_lineLeftSum.Apply(x, a);
        s_lineRightSum.Apply(y, line);
        Fq2Lanes.Multiply(p1, x, y);
        s_line.Apply(result, p0, p1);
    }

    /// <summary>Writes the q-th power of a.</summary>
    public static void Frobenius(long* result, long* a, long* scratch)
    {
        new ReadOnlySpan<long>(a, FqLanes.Length).CopyTo(new(scratch, FqLanes.Length));
        FqLanes.Negate(scratch + FqLanes.Length, a + FqLanes.Length); // conjugates the coefficients
        Fq2Lanes.Multiply(result, scratch, s_frobenius.Pointer);
    }

    /// <summary>Writes the q²-th power of a; the result is not a.</summary>
    public static void FrobeniusSquared(long* result, long* a) => Fq2Lanes.Multiply(result, a, s_frobeniusSquared.Pointer);

    /// <summary>Writes the q⁶-th power of a.</summary>
    public static void Conjugate(long* result, long* a) => s_conjugate.Apply(result, a);

    /// <summary>Fills the lanes from an element of the tower.</summary>
    public static void FromFq12(long* result, in Fq12 a) =>
        Fq2Lanes.FromFq2(result, [a.C0.C0, a.C1.C0, a.C0.C1, a.C1.C1, a.C0.C2, a.C1.C2]);

    /// <summary>Returns the element of the tower.</summary>
    public static Fq12 ToFq12(long* a)
    {
        Span<Fq2> z = stackalloc Fq2[6];
        Fq2Lanes.ToFq2(z, a);
        return new(new(z[0], z[2], z[4]), new(z[1], z[3], z[5]));
    }

    private static AlignedWords FromTower(in Fq12 a)
    {
        AlignedWords words = new(Length);
        FromFq12(words.Pointer, a);
        return words;
    }
}
