namespace Plimsoll.Crypto.Curves;

/// <summary>A point as the second operand of many additions: Y + X, Y − X, 2d·T and 2Z.</summary>
internal readonly struct PreparedJubjubPoint
{
    private PreparedJubjubPoint(in Fr sum, in Fr difference, in Fr twoDT, in Fr twoZ) =>
        (Sum, Difference, TwoDT, TwoZ) = (sum, difference, twoDT, twoZ);

    public PreparedJubjubPoint(in JubjubPoint p)
        : this(p.Y + p.X, p.Y - p.X, JubjubPoint.TwoD * p.T, Fr.Double(p.Z))
    {
    }

    public static PreparedJubjubPoint Identity => new(JubjubPoint.Identity);

    public Fr Sum { get; }

    public Fr Difference { get; }

    public Fr TwoDT { get; }

    /// <summary>2 in a table of affine points.</summary>
    public Fr TwoZ { get; }

    public static PreparedJubjubPoint operator -(in PreparedJubjubPoint p) => new(p.Difference, p.Sum, -p.TwoDT, p.TwoZ);

    /// <summary>Returns digit·P from the multiples P, 2P, …: every entry is read, and nothing branches. Constant-time.</summary>
    /// <param name="multiples">1·P to n·P.</param>
    /// <param name="digit">From −n to n.</param>
    public static PreparedJubjubPoint Choose(ReadOnlySpan<PreparedJubjubPoint> multiples, int digit)
    {
        int sign = digit >> 31, magnitude = (digit ^ sign) - sign;
        PreparedJubjubPoint chosen = Identity;
        for (int i = 0; i < multiples.Length; i++)
            chosen = Select(Equal(magnitude, i + 1), multiples[i], chosen);
        return Select((ulong)(long)sign, -chosen, chosen);
    }

    private static ulong Equal(int a, int b) => (ulong)((long)(uint)(a ^ b) - 1 >> 63);

    private static PreparedJubjubPoint Select(ulong mask, in PreparedJubjubPoint a, in PreparedJubjubPoint b) => new(
        Fr.Select(mask, a.Sum, b.Sum),
        Fr.Select(mask, a.Difference, b.Difference),
        Fr.Select(mask, a.TwoDT, b.TwoDT),
        Fr.Select(mask, a.TwoZ, b.TwoZ));
}
