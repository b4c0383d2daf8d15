namespace Plimsoll.Crypto.Fields;

/// <summary>An element c0 + c1·v + c2·v² of the cubic extension 𝔽q²[v]/(v³ − ξ), ξ = 1 + u.</summary>
/// <remarks>Variable-time. Tower as in the IETF pairing-friendly curves draft, section 4.2.1.</remarks>
public readonly partial struct Fq6 : IFieldArithmetic<Fq6>
{
    /// <summary>Makes c0 + c1·v + c2·v².</summary>
    public Fq6(in Fq2 c0, in Fq2 c1, in Fq2 c2) => (C0, C1, C2) = (c0, c1, c2);

    /// <summary>The coefficient of 1.</summary>
    public Fq2 C0 { get; }

    /// <summary>The coefficient of v.</summary>
    public Fq2 C1 { get; }

    /// <summary>The coefficient of v².</summary>
    public Fq2 C2 { get; }

    /// <inheritdoc/>
    public static Fq6 Zero => default;

    /// <inheritdoc/>
    public static Fq6 One => new(Fq2.One, Fq2.Zero, Fq2.Zero);

    /// <inheritdoc/>
    public bool IsZero => C0.IsZero && C1.IsZero && C2.IsZero;

    /// <inheritdoc/>
    public static Fq6 operator +(in Fq6 a, in Fq6 b) => new(a.C0 + b.C0, a.C1 + b.C1, a.C2 + b.C2);

    /// <inheritdoc/>
    public static Fq6 operator -(in Fq6 a, in Fq6 b) => new(a.C0 - b.C0, a.C1 - b.C1, a.C2 - b.C2);

    /// <inheritdoc/>
    public static Fq6 operator -(in Fq6 a) => new(-a.C0, -a.C1, -a.C2);

    /// <inheritdoc/>
    /// <remarks>Karatsuba: 6 products in 𝔽q².</remarks>
    public static Fq6 operator *(in Fq6 a, in Fq6 b)
    {
        Fq2 v0 = a.C0 * b.C0, v1 = a.C1 * b.C1, v2 = a.C2 * b.C2;
        return new(
            v0 + Fq2.MultiplyByNonResidue((a.C1 + a.C2) * (b.C1 + b.C2) - v1 - v2),
            (a.C0 + a.C1) * (b.C0 + b.C1) - v0 - v1 + Fq2.MultiplyByNonResidue(v2),
            (a.C0 + a.C2) * (b.C0 + b.C2) - v0 - v2 + v1);
    }

    /// <summary>Returns the product with an element of 𝔽q².</summary>
    public static Fq6 operator *(in Fq6 a, in Fq2 b) => new(a.C0 * b, a.C1 * b, a.C2 * b);

    /// <inheritdoc/>
    public static Fq6 Double(in Fq6 a) => new(Fq2.Double(a.C0), Fq2.Double(a.C1), Fq2.Double(a.C2));

    /// <inheritdoc/>
    /// <remarks>Chung and Hasan's SQR2: 2 products and 3 squarings in 𝔽q².</remarks>
    public static Fq6 Square(in Fq6 a)
    {
        Fq2 s0 = Fq2.Square(a.C0), s1 = Fq2.Double(a.C0 * a.C1);
        Fq2 s2 = Fq2.Square(a.C0 - a.C1 + a.C2), s3 = Fq2.Double(a.C1 * a.C2), s4 = Fq2.Square(a.C2);
        return new(s0 + Fq2.MultiplyByNonResidue(s3), s1 + Fq2.MultiplyByNonResidue(s4), s1 + s2 + s3 - s0 - s4);
    }

    /// <summary>Returns the product with v, the non-residue of the next extension.</summary>
    public static Fq6 MultiplyByNonResidue(in Fq6 a) => new(Fq2.MultiplyByNonResidue(a.C2), a.C0, a.C1);

    /// <summary>Returns the product with b0 + b1·v; 5 products in 𝔽q².</summary>
    public static Fq6 MultiplyBy01(in Fq6 a, in Fq2 b0, in Fq2 b1)
    {
        Fq2 v0 = a.C0 * b0, v1 = a.C1 * b1;
        return new(
            v0 + Fq2.MultiplyByNonResidue(a.C2 * b1),
            (a.C0 + a.C1) * (b0 + b1) - v0 - v1,
            a.C2 * b0 + v1);
    }

    /// <summary>Returns the product with b1·v; 3 products in 𝔽q².</summary>
    public static Fq6 MultiplyBy1(in Fq6 a, in Fq2 b1) =>
        new(Fq2.MultiplyByNonResidue(a.C2 * b1), a.C0 * b1, a.C1 * b1);

    /// <inheritdoc/>
    public static Fq6 Inverse(in Fq6 a)
    {
        Fq2 t0 = Fq2.Square(a.C0) - Fq2.MultiplyByNonResidue(a.C1 * a.C2);
        Fq2 t1 = Fq2.MultiplyByNonResidue(Fq2.Square(a.C2)) - a.C0 * a.C1;
        Fq2 t2 = Fq2.Square(a.C1) - a.C0 * a.C2;
        Fq2 norm = a.C0 * t0 + Fq2.MultiplyByNonResidue(a.C2 * t1 + a.C1 * t2);
        return new Fq6(t0, t1, t2) * Fq2.Inverse(norm);
    }

    /// <summary>Returns the q-th power.</summary>
    public static Fq6 Frobenius(in Fq6 a) => new(
        Fq2.Conjugate(a.C0), Fq2.Conjugate(a.C1) * s_frobeniusOfV, Fq2.Conjugate(a.C2) * s_frobeniusOfV2);

    /// <summary>Returns the q²-th power.</summary>
    public static Fq6 FrobeniusSquared(in Fq6 a) => new(a.C0, a.C1 * s_frobeniusSquaredOfV, a.C2 * s_frobeniusSquaredOfV2);

    /// <inheritdoc/>
    public bool Equals(Fq6 other) => C0 == other.C0 && C1 == other.C1 && C2 == other.C2;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Fq6 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(C0, C1, C2);

    /// <summary>The three coefficients in hexadecimal.</summary>
    public override string ToString() => $"({C0}) + ({C1})·v + ({C2})·v²";

    /// <summary>Whether the two are the same element.</summary>
    public static bool operator ==(in Fq6 a, in Fq6 b) => a.Equals(b);

    /// <summary>Whether the two are different elements.</summary>
    public static bool operator !=(in Fq6 a, in Fq6 b) => !a.Equals(b);

    // ξ^((q − 1)/3), ξ^(2(q − 1)/3), and the same with q² for q: v^q = ξ^((q − 1)/3)·v.
    private static readonly Fq2 s_frobeniusOfV = new(
        Fq.Zero,
        Fq.FromHex("1a0111ea397fe699ec02408663d4de85aa0d857d89759ad4897d29650fb85f9b409427eb4f49fffd8bfd00000000aaac"));

    private static readonly Fq2 s_frobeniusOfV2 = new(
        Fq.FromHex("1a0111ea397fe699ec02408663d4de85aa0d857d89759ad4897d29650fb85f9b409427eb4f49fffd8bfd00000000aaad"),
        Fq.Zero);

    private static readonly Fq s_frobeniusSquaredOfV =
        Fq.FromHex("5f19672fdf76ce51ba69c6076a0f77eaddb3a93be6f89688de17d813620a00022e01fffffffefffe");

    private static readonly Fq s_frobeniusSquaredOfV2 =
        Fq.FromHex("1a0111ea397fe699ec02408663d4de85aa0d857d89759ad4897d29650fb85f9b409427eb4f49fffd8bfd00000000aaac");
}
