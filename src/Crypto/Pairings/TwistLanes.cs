namespace Plimsoll.Crypto.Pairings;

/// <summary>The running point of a Miller loop as three lanes X, Y, Z; the formulas are those of <see cref="TwistPoint"/>.</summary>
/// <remarks>
/// P stands in two lanes, x and y, and is multiplied into the line at once: lanes 0 to 2 of a line are the coefficients of
/// 1, v, v·w. Pointers lead to <see cref="Fq2Lanes.Length"/> words, <c>scratch</c> to <see cref="ScratchLength"/>.
/// </remarks>
internal static unsafe class TwistLanes
{
    /// <summary>The size of the memory that an operation needs for itself, in 64-bit words.</summary>
    public static int ScratchLength => 7 * Fq2Lanes.Length;

    private const int X = 0, Y = 1, Z = 2;

    // The products xx, yy, 3zz, xy, yz: so later factors are small.
    private static readonly LaneMap s_doubleLeft1 = new(new LaneMap.Entry(0, X, 1), new(1, Y, 1), new(2, Z, 3), new(3, X, 1), new(4, Y, 1));
    private static readonly LaneMap s_doubleRight1 = new(new LaneMap.Entry(0, X, 1), new(1, Y, 1), new(2, Z, 1), new(3, Y, 1), new(4, Z, 1));

    // xy·(yy − 3bzz), (yy + 3bzz)², bzz², yy·yz, −3xx·x(P), 2yz·y(P), where bzz = 3·4ξ·zz.
    private static readonly LaneMap s_doubleLeft2 = new(
        new LaneMap.Entry(0, 3, 1), new(1, 1, 1), new(1, 2, 12, 12), new(2, 2, 4, 4), new(3, 1, 1), new(4, 0, -3), new(5, 4, 2));
    private static readonly LaneMap s_doubleRight2 = new(
        new LaneMap.Entry(0, 1, 1), new(0, 2, -12, -12), new(1, 1, 1), new(1, 2, 12, 12), new(2, 2, 4, 4), new(3, 4, 1),
        new(4, X, 1, Source: 1), new(5, Y, 1, Source: 1));
    private static readonly LaneMap s_doublePoint = new(new LaneMap.Entry(X, 0, 2), new(Y, 1, 1), new(Y, 2, -12), new(Z, 3, 8));
    private static readonly LaneMap s_doubleLine = new(
        new LaneMap.Entry(0, 1, 1), new(0, 2, -4, -4), new(1, 4, 1, Source: 1), new(2, 5, 1, Source: 1));

    // y(Q)·Z, x(Q)·Z, and from them θ, λ.
    private static readonly LaneMap s_addLeft1 = new(new LaneMap.Entry(0, Y, 1), new(1, X, 1));
    private static readonly LaneMap s_addRight1 = new(new LaneMap.Entry(0, Z, 1), new(1, Z, 1));
    private static readonly LaneMap s_addSlope = new(
        new LaneMap.Entry(0, Y, 1), new(1, X, 1), new(0, 0, -1, Source: 1), new(1, 1, -1, Source: 1));

    // θ², λ², θ·x(Q), λ·y(Q), −θ·x(P), λ·y(P).
    private static readonly LaneMap s_addLeft2 = new(
        new LaneMap.Entry(0, 0, 1), new(1, 1, 1), new(2, 0, 1), new(3, 1, 1), new(4, 0, -1), new(5, 1, 1));
    private static readonly LaneMap s_addRight2 = new(
        new LaneMap.Entry(0, 0, 1), new(1, 1, 1), new(2, X, 1, Source: 1), new(3, Y, 1, Source: 1), new(4, X, 1, Source: 2), new(5, Y, 1, Source: 2));
    private static readonly LaneMap s_addLine = new(new LaneMap.Entry(0, 2, 1), new(0, 3, -1), new(1, 4, 1), new(2, 5, 1));

    // λ³, g = X·λ², Z·θ².
    private static readonly LaneMap s_addLeft3 = new(new LaneMap.Entry(0, 1, 1), new(1, X, 1, Source: 1), new(2, Z, 1, Source: 1));
    private static readonly LaneMap s_addRight3 = new(new LaneMap.Entry(0, 1, 1), new(1, 1, 1), new(2, 0, 1));

    // λ·h, θ·(g − h), λ³·Y, λ³·Z with h = λ³ + Z·θ² − 2g.
    private static readonly LaneMap s_addLeft4 = new(
        new LaneMap.Entry(0, 1, 1), new(1, 0, 1), new(2, 0, 1, Source: 1), new(3, 0, 1, Source: 1));
    private static readonly LaneMap s_addRight4 = new(
        new LaneMap.Entry(0, 0, 1), new(0, 2, 1), new(0, 1, -2), new(1, 1, 3), new(1, 0, -1), new(1, 2, -1),
        new(2, Y, 1, Source: 1), new(3, Z, 1, Source: 1));
    private static readonly LaneMap s_addPoint = new(new LaneMap.Entry(X, 0, 1), new(Y, 1, 1), new(Y, 2, -1), new(Z, 3, 1));

    /// <summary>Makes the point from an affine one.</summary>
    public static void Set(long* point, in G2Affine q) => Fq2Lanes.FromFq2(point, [q.X, q.Y, Fq2.One]);

    /// <summary>Doubles the point and writes the tangent at P.</summary>
    public static void Double(long* point, long* p, long* line, long* scratch)
    {
        long* left = scratch, right = left + Fq2Lanes.Length, first = right + Fq2Lanes.Length, second = first + Fq2Lanes.Length;
        s_doubleLeft1.Apply(left, point);
        s_doubleRight1.Apply(right, point);
        Fq2Lanes.Multiply(first, left, right);
        s_doubleLeft2.Apply(left, first);
        s_doubleRight2.Apply(right, first, p);
        Fq2Lanes.Multiply(second, left, right);
        s_doublePoint.Apply(point, second);
        s_doubleLine.Apply(line, first, second);
    }

    /// <summary>Adds the affine point Q and writes the chord at P.</summary>
    public static void Add(long* point, long* q, long* p, long* line, long* scratch)
    {
        long* left = scratch, right = left + Fq2Lanes.Length, slope = right + Fq2Lanes.Length;
        long* first = slope + Fq2Lanes.Length, second = first + Fq2Lanes.Length, third = second + Fq2Lanes.Length;
        s_addLeft1.Apply(left, q);
        s_addRight1.Apply(right, point);
        Fq2Lanes.Multiply(first, left, right);
        s_addSlope.Apply(slope, point, first);
        s_addLeft2.Apply(left, slope);
        s_addRight2.Apply(right, slope, q, p);
        Fq2Lanes.Multiply(second, left, right);
        s_addLine.Apply(line, second);
        s_addLeft3.Apply(left, slope, point);
        s_addRight3.Apply(right, second);
        Fq2Lanes.Multiply(third, left, right);
        s_addLeft4.Apply(left, slope, third);
        s_addRight4.Apply(right, third, point);
        Fq2Lanes.Multiply(first, left, right);
        s_addPoint.Apply(point, first);
    }
}
