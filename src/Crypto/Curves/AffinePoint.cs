namespace Plimsoll.Crypto.Curves;

/// <summary>A point (x, y) of y² = x³ + b, or the point at infinity.</summary>
/// <remarks>
/// Infinity is held as (0, 0), which is not on the curve because b ≠ 0. The constructor checks nothing:
/// a point from outside comes through the decoders, which do.
/// </remarks>
public readonly partial struct AffinePoint<TField, TGroup> : IEquatable<AffinePoint<TField, TGroup>>
    where TField : struct, IField<TField>
    where TGroup : struct, ICurveGroup<TField>
{
    /// <summary>Makes a point from coordinates that are known to be on the curve.</summary>
    public AffinePoint(in TField x, in TField y) => (X, Y) = (x, y);

    /// <summary>The x-coordinate, zero at infinity.</summary>
    public TField X { get; }

    /// <summary>The y-coordinate, zero at infinity.</summary>
    public TField Y { get; }

    /// <summary>The neutral element.</summary>
    public static AffinePoint<TField, TGroup> Infinity => default;

    /// <summary>The generator of the prime-order subgroup.</summary>
    public static AffinePoint<TField, TGroup> Generator => new(TGroup.GeneratorX, TGroup.GeneratorY);

    /// <summary>Whether this is the neutral element.</summary>
    public bool IsInfinity => X.IsZero && Y.IsZero;

    /// <summary>Whether the coordinates satisfy the curve's equation, or this is infinity.</summary>
    public bool IsOnCurve => IsInfinity || TField.Square(Y).Equals(TField.Square(X) * X + TGroup.B);

    /// <summary>Returns the additive inverse.</summary>
    public static AffinePoint<TField, TGroup> operator -(in AffinePoint<TField, TGroup> p) => new(p.X, -p.Y);

    /// <summary>Whether the two are the same point.</summary>
    public static bool operator ==(in AffinePoint<TField, TGroup> p, in AffinePoint<TField, TGroup> q) => p.Equals(q);

    /// <summary>Whether the two are different points.</summary>
    public static bool operator !=(in AffinePoint<TField, TGroup> p, in AffinePoint<TField, TGroup> q) => !p.Equals(q);

    /// <inheritdoc/>
    public bool Equals(AffinePoint<TField, TGroup> other) => X.Equals(other.X) && Y.Equals(other.Y);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is AffinePoint<TField, TGroup> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(X, Y);

    /// <summary>Both coordinates, or the word infinity.</summary>
    public override string ToString() => IsInfinity ? "infinity" : $"({X}, {Y})";
}
