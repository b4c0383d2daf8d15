namespace Plimsoll.Crypto.Curves;

/// <summary>A point (X : Y : Z) of Y²Z = X³ + bZ³; infinity is (0 : 1 : 0).</summary>
/// <remarks>
/// Addition and doubling are complete, without a branch on the operands (Renes, Costello, Batina 2015, algorithms 7 to 9
/// for a = 0): equal, opposite and neutral operands need no special case. <c>default</c> is not a point.
/// </remarks>
public readonly partial struct ProjectivePoint<TField, TGroup> : IEquatable<ProjectivePoint<TField, TGroup>>
    where TField : struct, IField<TField>
    where TGroup : struct, ICurveGroup<TField>
{
    /// <summary>Makes a point from coordinates that are known to be on the curve.</summary>
    public ProjectivePoint(in TField x, in TField y, in TField z) => (X, Y, Z) = (x, y, z);

    /// <summary>Lifts an affine point.</summary>
    public ProjectivePoint(in AffinePoint<TField, TGroup> p)
        : this(p.X, p.IsInfinity ? TField.One : p.Y, p.IsInfinity ? TField.Zero : TField.One)
    {
    }

    /// <summary>The first coordinate.</summary>
    public TField X { get; }

    /// <summary>The second coordinate.</summary>
    public TField Y { get; }

    /// <summary>The common denominator; zero only at infinity.</summary>
    public TField Z { get; }

    /// <summary>The neutral element.</summary>
    public static ProjectivePoint<TField, TGroup> Infinity => new(TField.Zero, TField.One, TField.Zero);

    /// <summary>The generator of the prime-order subgroup.</summary>
    public static ProjectivePoint<TField, TGroup> Generator => new(AffinePoint<TField, TGroup>.Generator);

    /// <summary>Whether this is the neutral element.</summary>
    public bool IsInfinity => Z.IsZero;

    /// <summary>Returns the affine form; one inversion.</summary>
    public AffinePoint<TField, TGroup> ToAffine()
    {
        TField inverse = TField.Inverse(Z); // zero for infinity, which gives (0, 0)
        return new(X * inverse, Y * inverse);
    }

    /// <summary>Returns the sum; 12 products.</summary>
    public static ProjectivePoint<TField, TGroup> operator +(in ProjectivePoint<TField, TGroup> p, in ProjectivePoint<TField, TGroup> q)
    {
        TField xx = p.X * q.X, yy = p.Y * q.Y, zz = p.Z * q.Z;
        TField xy = (p.X + p.Y) * (q.X + q.Y) - xx - yy;
        TField yz = (p.Y + p.Z) * (q.Y + q.Z) - yy - zz;
        TField xz = (p.X + p.Z) * (q.X + q.Z) - xx - zz;
        return Combine(xx, yy, TGroup.MultiplyBy3B(zz), xy, yz, xz);
    }

    /// <summary>Returns the sum with an affine point; 11 products and one test for infinity.</summary>
    public static ProjectivePoint<TField, TGroup> operator +(in ProjectivePoint<TField, TGroup> p, in AffinePoint<TField, TGroup> q)
    {
        if (q.IsInfinity)
            return p;
        TField xx = p.X * q.X, yy = p.Y * q.Y;
        TField xy = (p.X + p.Y) * (q.X + q.Y) - xx - yy;
        TField yz = q.Y * p.Z + p.Y;
        TField xz = q.X * p.Z + p.X;
        return Combine(xx, yy, TGroup.MultiplyBy3B(p.Z), xy, yz, xz);
    }

    /// <summary>Returns the difference.</summary>
    public static ProjectivePoint<TField, TGroup> operator -(in ProjectivePoint<TField, TGroup> p, in ProjectivePoint<TField, TGroup> q) => p + -q;

    /// <summary>Returns the additive inverse.</summary>
    public static ProjectivePoint<TField, TGroup> operator -(in ProjectivePoint<TField, TGroup> p) => new(p.X, -p.Y, p.Z);

    /// <summary>Returns p + p; 8 products.</summary>
    public static ProjectivePoint<TField, TGroup> Double(in ProjectivePoint<TField, TGroup> p)
    {
        TField yy = TField.Square(p.Y), bzz = TGroup.MultiplyBy3B(TField.Square(p.Z)), yz = p.Y * p.Z, xy = p.X * p.Y;
        TField yy8 = TField.Double(TField.Double(TField.Double(yy)));
        TField difference = yy - TField.Double(bzz) - bzz;
        return new(
            TField.Double(difference * xy),
            bzz * yy8 + difference * (yy + bzz),
            yz * yy8);
    }

    /// <summary>Whether the two are the same point, whatever their denominators.</summary>
    public bool Equals(ProjectivePoint<TField, TGroup> other) =>
        (X * other.Z).Equals(other.X * Z) && (Y * other.Z).Equals(other.Y * Z) && IsInfinity == other.IsInfinity;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ProjectivePoint<TField, TGroup> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => ToAffine().GetHashCode();

    /// <summary>The affine coordinates, or the word infinity.</summary>
    public override string ToString() => ToAffine().ToString();

    /// <summary>Whether the two are the same point.</summary>
    public static bool operator ==(in ProjectivePoint<TField, TGroup> p, in ProjectivePoint<TField, TGroup> q) => p.Equals(q);

    /// <summary>Whether the two are different points.</summary>
    public static bool operator !=(in ProjectivePoint<TField, TGroup> p, in ProjectivePoint<TField, TGroup> q) => !p.Equals(q);

    // The common tail of both additions; xy, yz, xz are the symmetric cross terms and bzz is 3b·zz.
    private static ProjectivePoint<TField, TGroup> Combine(
        in TField xx, in TField yy, in TField bzz, in TField xy, in TField yz, in TField xz)
    {
        TField xx3 = TField.Double(xx) + xx, sum = yy + bzz, difference = yy - bzz, bxz = TGroup.MultiplyBy3B(xz);
        return new(
            xy * difference - yz * bxz,
            difference * sum + bxz * xx3,
            sum * yz + xx3 * xy);
    }
}
