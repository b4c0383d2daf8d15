namespace Plimsoll.Crypto.Curves;

/// <summary>A point (X, Y, Z) that stands for (X/Z², Y/Z³); infinity has Z = 0.</summary>
/// <remarks>
/// Cheaper than the complete formulas, and variable-time: for public points and scalars only. Every operation treats equal, opposite
/// and infinite operands on a branch of their own, so each is right for all points of the curve. Source: the Explicit-Formulas
/// Database, short Weierstrass curves with a = 0, Jacobian coordinates: dbl-2009-l, madd-2007-bl, add-2007-bl. Doubling needs
/// no case for y = 0, because neither curve has a point of order two.
/// </remarks>
internal readonly struct JacobianPoint<TField, TGroup>
    where TField : struct, IField<TField>
    where TGroup : struct, ICurveGroup<TField>
{
    public readonly TField X, Y, Z;

    public JacobianPoint(in TField x, in TField y, in TField z) => (X, Y, Z) = (x, y, z);

    /// <summary>Lifts an affine point.</summary>
    public JacobianPoint(in AffinePoint<TField, TGroup> p)
        : this(p.X, p.Y, p.IsInfinity ? TField.Zero : TField.One)
    {
    }

    /// <summary>Changes the denominators; 3 products.</summary>
    public JacobianPoint(in ProjectivePoint<TField, TGroup> p)
        : this(p.X * p.Z, p.Y * TField.Square(p.Z), p.Z)
    {
    }

    /// <summary>The neutral element.</summary>
    public static JacobianPoint<TField, TGroup> Infinity => default;

    /// <summary>Whether this is the neutral element.</summary>
    public bool IsInfinity => Z.IsZero;

    /// <summary>Changes the denominators; 3 products.</summary>
    public ProjectivePoint<TField, TGroup> ToProjective() =>
        IsInfinity ? ProjectivePoint<TField, TGroup>.Infinity : new(X * Z, Y, TField.Square(Z) * Z);

    /// <summary>Returns the affine form; one inversion.</summary>
    public AffinePoint<TField, TGroup> ToAffine()
    {
        TField inverse = TField.Inverse(Z), square = TField.Square(inverse); // zero for infinity, which gives (0, 0)
        return new(X * square, Y * square * inverse);
    }

    public static JacobianPoint<TField, TGroup> operator -(in JacobianPoint<TField, TGroup> p) => new(p.X, -p.Y, p.Z);

    /// <summary>Returns 2p; 2 products and 5 squares.</summary>
    public static JacobianPoint<TField, TGroup> Double(in JacobianPoint<TField, TGroup> p)
    {
        TField a = TField.Square(p.X), b = TField.Square(p.Y), c = TField.Square(b);
        TField d = TField.Double(TField.Square(p.X + b) - a - c), e = TField.Double(a) + a;
        TField x = TField.Square(e) - TField.Double(d);
        return new(
            x,
            e * (d - x) - TField.Double(TField.Double(TField.Double(c))),
            TField.Double(p.Y * p.Z));
    }

    /// <summary>Returns p + q; 7 products and 4 squares.</summary>
    public static JacobianPoint<TField, TGroup> operator +(in JacobianPoint<TField, TGroup> p, in AffinePoint<TField, TGroup> q)
    {
        if (q.IsInfinity)
            return p;
        if (p.IsInfinity)
            return new(q);
        return AddFinite(p, q, out _);
    }

    /// <summary>Returns p + q; 11 products and 5 squares.</summary>
    public static JacobianPoint<TField, TGroup> operator +(in JacobianPoint<TField, TGroup> p, in JacobianPoint<TField, TGroup> q)
    {
        if (q.IsInfinity)
            return p;
        if (p.IsInfinity)
            return q;
        TField pzz = TField.Square(p.Z), qzz = TField.Square(q.Z);
        TField u = p.X * qzz, s = p.Y * q.Z * qzz;
        TField h = q.X * pzz - u, r = q.Y * p.Z * pzz - s;
        if (h.IsZero)
            return r.IsZero ? Double(p) : Infinity;
        r = TField.Double(r);
        TField i = TField.Square(TField.Double(h)), j = h * i, v = u * i;
        TField x = TField.Square(r) - j - TField.Double(v);
        return new(x, r * (v - x) - TField.Double(s * j), (TField.Square(p.Z + q.Z) - pzz - qzz) * h);
    }

    /// <summary>Returns p + q and the ratio of the sum's denominator to p's; neither operand may be infinity.</summary>
    /// <remarks>The ratio has no meaning when the operands are opposite.</remarks>
    public static JacobianPoint<TField, TGroup> AddFinite(
        in JacobianPoint<TField, TGroup> p, in AffinePoint<TField, TGroup> q, out TField ratio)
    {
        TField zz = TField.Square(p.Z);
        TField h = q.X * zz - p.X, r = q.Y * p.Z * zz - p.Y;
        ratio = TField.Double(h);
        if (h.IsZero)
        {
            ratio = TField.Double(p.Y);
            return r.IsZero ? Double(p) : Infinity;
        }

        r = TField.Double(r);
        TField i = TField.Square(ratio), j = h * i, v = p.X * i;
        TField x = TField.Square(r) - j - TField.Double(v);
        return new(x, r * (v - x) - TField.Double(p.Y * j), p.Z * ratio);
    }
}
