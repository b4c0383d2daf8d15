namespace Plimsoll.Crypto.Fields;

/// <summary>An element c0 + c1·u of the quadratic extension 𝔽q[u]/(u² + 1).</summary>
/// <remarks>Variable-time. Tower as in the IETF pairing-friendly curves draft, section 4.2.1.</remarks>
public readonly partial struct Fq2 : IField<Fq2>
{
    /// <summary>Makes c0 + c1·u.</summary>
    public Fq2(in Fq c0, in Fq c1) => (C0, C1) = (c0, c1);

    /// <summary>The coefficient of 1.</summary>
    public Fq C0 { get; }

    /// <summary>The coefficient of u.</summary>
    public Fq C1 { get; }

    /// <inheritdoc/>
    public static Fq2 Zero => default;

    /// <inheritdoc/>
    public static Fq2 One => new(Fq.One, Fq.Zero);

    /// <inheritdoc/>
    public bool IsZero => C0.IsZero && C1.IsZero;

    /// <inheritdoc/>
    public static Fq2 operator +(in Fq2 a, in Fq2 b) => new(a.C0 + b.C0, a.C1 + b.C1);

    /// <inheritdoc/>
    public static Fq2 operator -(in Fq2 a, in Fq2 b) => new(a.C0 - b.C0, a.C1 - b.C1);

    /// <inheritdoc/>
    public static Fq2 operator -(in Fq2 a) => new(-a.C0, -a.C1);

    /// <inheritdoc/>
    public static Fq2 operator *(in Fq2 a, in Fq2 b)
    {
        Fq v0 = a.C0 * b.C0, v1 = a.C1 * b.C1;
        return new(v0 - v1, (a.C0 + a.C1) * (b.C0 + b.C1) - v0 - v1); // Karatsuba
    }

    /// <summary>Returns the product with an element of the base field.</summary>
    public static Fq2 operator *(in Fq2 a, in Fq b) => new(a.C0 * b, a.C1 * b);

    /// <inheritdoc/>
    public static Fq2 Double(in Fq2 a) => new(Fq.Double(a.C0), Fq.Double(a.C1));

    /// <inheritdoc/>
    public static Fq2 Square(in Fq2 a) =>
        new((a.C0 + a.C1) * (a.C0 - a.C1), Fq.Double(a.C0 * a.C1));

    /// <summary>Returns c0 − c1·u, which is also the q-th power.</summary>
    public static Fq2 Conjugate(in Fq2 a) => new(a.C0, -a.C1);

    /// <summary>Returns c0² + c1².</summary>
    public static Fq Norm(in Fq2 a) => Fq.Square(a.C0) + Fq.Square(a.C1);

    /// <summary>Returns the product with ξ = 1 + u, the non-residue of the next extension.</summary>
    public static Fq2 MultiplyByNonResidue(in Fq2 a) => new(a.C0 - a.C1, a.C0 + a.C1);

    /// <inheritdoc/>
    public static Fq2 Inverse(in Fq2 a)
    {
        Fq inverse = Fq.Inverse(Norm(a));
        return new(a.C0 * inverse, -(a.C1 * inverse));
    }

    /// <inheritdoc/>
    /// <remarks>The complex method: a root of the norm gives the real part (q ≡ 3 mod 4). Two exponentiations, no inversion.</remarks>
    public static bool TrySqrt(in Fq2 a, out Fq2 root)
    {
        Fq norm = Norm(a), normRoot = norm * Fq.InverseRoot(norm);
        bool isSquare = Fq.Square(normRoot) == norm;
        root = isSquare ? SqrtGivenNormRoot(a, normRoot) : Zero;
        return isSquare;
    }

    /// <summary>Returns a root of <paramref name="a"/>, a square, given a root of its norm; one exponentiation.</summary>
    internal static Fq2 SqrtGivenNormRoot(in Fq2 a, in Fq normRoot)
    {
        Fq realSquare = SquareOfRealPart(a, normRoot);
        return SqrtGivenRealPart(a, realSquare, Fq.InverseRoot(realSquare));
    }

    /// <summary>Returns the square of a root's real part, or of its imaginary part negated, given a root of the norm.</summary>
    /// <remarks>(x + yu)² = a has x² = (c0 ± √norm)/2, where either sign gives a square or its negative, and 2xy = c1.</remarks>
    internal static Fq SquareOfRealPart(in Fq2 a, in Fq normRoot)
    {
        Fq square = (a.C0 + normRoot) * s_half;
        return square.IsZero ? a.C0 : square; // zero when c1 is and the root of the norm is −c0
    }

    /// <summary>Returns the root to which the other two belong.</summary>
    internal static Fq2 SqrtGivenRealPart(in Fq2 a, in Fq realSquare, in Fq inverseRoot)
    {
        Fq x = realSquare * inverseRoot, other = a.C1 * s_half * inverseRoot;
        return Fq.Square(x) == realSquare ? new(x, other) : new(-other, x); // 1/x is ± the inverse root, with the character's sign
    }

    /// <inheritdoc/>
    public bool Equals(Fq2 other) => C0 == other.C0 && C1 == other.C1;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Fq2 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(C0, C1);

    /// <summary>Both coefficients in hexadecimal.</summary>
    public override string ToString() => $"{C0} + {C1}·u";

    /// <summary>Whether the two are the same element.</summary>
    public static bool operator ==(in Fq2 a, in Fq2 b) => a.Equals(b);

    /// <summary>Whether the two are different elements.</summary>
    public static bool operator !=(in Fq2 a, in Fq2 b) => !a.Equals(b);

    private static readonly Fq s_half = Fq.Inverse(Fq.FromUInt64(2));
}
