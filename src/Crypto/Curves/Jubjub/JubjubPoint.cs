namespace Plimsoll.Crypto.Curves;

/// <summary>A point of Jubjub in extended coordinates: x = X/Z, y = Y/Z, x·y = T/Z.</summary>
/// <remarks>
/// Addition is complete on the whole curve, because −1 is a square and d is not (Hisil, Wong, Carter, Dawson 2008/522): no
/// operand needs a special case, and nothing here branches on a value. <c>default</c> is not a point.
/// </remarks>
public readonly partial struct JubjubPoint : IEquatable<JubjubPoint>
{
    internal static Fr TwoD { get; } = Fr.Double(JubjubAffine.D);

    private JubjubPoint(in Fr x, in Fr y, in Fr z, in Fr t) => (X, Y, Z, T) = (x, y, z, t);

    /// <summary>Lifts an affine point.</summary>
    public JubjubPoint(in JubjubAffine p)
        : this(p.X, p.Y, Fr.One, p.X * p.Y)
    {
    }

    /// <summary>The neutral element.</summary>
    public static JubjubPoint Identity => new(Fr.Zero, Fr.One, Fr.One, Fr.Zero);

    /// <summary>B, the base of signatures.</summary>
    public static JubjubPoint Generator => new(JubjubAffine.Generator);

    /// <summary>The numerator of x.</summary>
    public Fr X { get; }

    /// <summary>The numerator of y.</summary>
    public Fr Y { get; }

    /// <summary>The common denominator; never zero.</summary>
    public Fr Z { get; }

    /// <summary>The numerator of x·y.</summary>
    public Fr T { get; }

    /// <summary>Whether this is the neutral element.</summary>
    public bool IsIdentity => X.IsZero && Y == Z;

    /// <summary>Whether ℓ times this is the neutral element; a full scalar multiplication.</summary>
    public bool IsInPrimeSubgroup => (this * (-JubjubScalar.One) + this).IsIdentity;

    /// <summary>Returns the affine form; one inversion. Constant-time.</summary>
    public JubjubAffine ToAffine()
    {
        Fr inverse = Fr.InverseConstantTime(Z);
        return new(X * inverse, Y * inverse);
    }

    /// <summary>Returns the sum; 9 products.</summary>
    public static JubjubPoint operator +(in JubjubPoint p, in JubjubPoint q)
    {
        Fr a = (p.Y - p.X) * (q.Y - q.X), b = (p.Y + p.X) * (q.Y + q.X);
        Fr c = p.T * TwoD * q.T, d = Fr.Double(p.Z * q.Z);
        return Combine(b - a, d - c, d + c, b + a);
    }

    /// <summary>Returns the difference.</summary>
    public static JubjubPoint operator -(in JubjubPoint p, in JubjubPoint q) => p + -q;

    /// <summary>Returns the additive inverse.</summary>
    public static JubjubPoint operator -(in JubjubPoint p) => new(-p.X, p.Y, p.Z, -p.T);

    /// <summary>Returns p + p; 8 products.</summary>
    public static JubjubPoint Double(in JubjubPoint p)
    {
        Fr xx = Fr.Square(p.X), yy = Fr.Square(p.Y), sum = xx + yy;
        Fr g = yy - xx, f = g - Fr.Double(Fr.Square(p.Z));
        return Combine(Fr.Square(p.X + p.Y) - sum, f, g, -sum);
    }

    /// <summary>Returns 8·p, which lies in the prime subgroup whatever p is.</summary>
    public static JubjubPoint MultiplyByCofactor(in JubjubPoint p) => Double(Double(Double(p)));

    /// <summary>Whether the two are the same point, whatever their denominators.</summary>
    public bool Equals(JubjubPoint other) => X * other.Z == other.X * Z && Y * other.Z == other.Y * Z;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is JubjubPoint other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => ToAffine().GetHashCode();

    /// <summary>The affine coordinates.</summary>
    public override string ToString() => ToAffine().ToString();

    /// <summary>Whether the two are the same point.</summary>
    public static bool operator ==(in JubjubPoint p, in JubjubPoint q) => p.Equals(q);

    /// <summary>Whether the two are different points.</summary>
    public static bool operator !=(in JubjubPoint p, in JubjubPoint q) => !p.Equals(q);

    /// <summary>Returns the sum with a prepared point; 8 products.</summary>
    internal static JubjubPoint Add(in JubjubPoint p, in PreparedJubjubPoint q)
    {
        Fr a = (p.Y - p.X) * q.Difference, b = (p.Y + p.X) * q.Sum;
        Fr c = p.T * q.TwoDT, d = p.Z * q.TwoZ;
        return Combine(b - a, d - c, d + c, b + a);
    }

    /// <summary>Returns the sum with a prepared affine point; 7 products.</summary>
    internal static JubjubPoint AddAffine(in JubjubPoint p, in PreparedJubjubPoint q)
    {
        Fr a = (p.Y - p.X) * q.Difference, b = (p.Y + p.X) * q.Sum;
        Fr c = p.T * q.TwoDT, d = Fr.Double(p.Z);
        return Combine(b - a, d - c, d + c, b + a);
    }

    private static JubjubPoint Combine(in Fr e, in Fr f, in Fr g, in Fr h) => new(e * f, g * h, f * g, e * h);
}
