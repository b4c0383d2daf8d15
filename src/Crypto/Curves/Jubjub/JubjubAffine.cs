namespace Plimsoll.Crypto.Curves;

/// <summary>A point (x, y) of Jubjub: −x² + y² = 1 + d·x²·y² over 𝔽r, d = −10240/10241.</summary>
/// <remarks>
/// The curve has 8ℓ points. The constructor checks nothing: a point from outside is tested with <see cref="IsOnCurve"/> or comes through
/// <see cref="JubjubEncoding"/>. <c>default</c> is not a point.
/// </remarks>
public readonly struct JubjubAffine : IEquatable<JubjubAffine>
{
    /// <summary>Makes a point from coordinates.</summary>
    public JubjubAffine(in Fr x, in Fr y) => (X, Y) = (x, y);

    /// <summary>The curve's d; not a square, which makes the addition complete.</summary>
    public static Fr D { get; } = Fr.FromHex("2a9318e74bfa2b48f5fd9207e6bd7fd4292d7f6d37579d2601065fd6d6343eb1");

    /// <summary>The neutral element.</summary>
    public static JubjubAffine Identity { get; } = new(Fr.Zero, Fr.One);

    /// <summary>B, the base of signatures: the generator of the prime subgroup that arkworks uses.</summary>
    public static JubjubAffine Generator { get; } = new(
        Fr.FromHex("11dafe5d23e1218086a365b99fbf3d3be72f6afd7d1f72623e6b071492d1122b"),
        Fr.FromHex("1d523cf1ddab1a1793132e78c866c0c33e26ba5cc220fed7cc3f870e59d292aa"));

    /// <summary>The x-coordinate.</summary>
    public Fr X { get; }

    /// <summary>The y-coordinate.</summary>
    public Fr Y { get; }

    /// <summary>Whether this is the neutral element.</summary>
    public bool IsIdentity => X.IsZero && Y == Fr.One;

    /// <summary>Whether the coordinates satisfy the curve's equation.</summary>
    public bool IsOnCurve
    {
        get
        {
            Fr xx = Fr.Square(X), yy = Fr.Square(Y);
            return yy - xx == Fr.One + D * (xx * yy);
        }
    }

    /// <summary>Returns the additive inverse.</summary>
    public static JubjubAffine operator -(in JubjubAffine p) => new(-p.X, p.Y);

    /// <summary>Returns the multiple of the point. Constant-time.</summary>
    public static JubjubAffine operator *(in JubjubAffine p, in JubjubScalar scalar) => (new JubjubPoint(p) * scalar).ToAffine();

    /// <summary>Whether the two are the same point.</summary>
    public static bool operator ==(in JubjubAffine p, in JubjubAffine q) => p.Equals(q);

    /// <summary>Whether the two are different points.</summary>
    public static bool operator !=(in JubjubAffine p, in JubjubAffine q) => !p.Equals(q);

    /// <inheritdoc/>
    public bool Equals(JubjubAffine other) => X.Equals(other.X) && Y.Equals(other.Y);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is JubjubAffine other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(X, Y);

    /// <summary>Both coordinates.</summary>
    public override string ToString() => $"({X}, {Y})";
}
