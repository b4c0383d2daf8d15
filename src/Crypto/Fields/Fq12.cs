namespace Plimsoll.Crypto.Fields;

/// <summary>An element c0 + c1·w of the quadratic extension 𝔽q⁶[w]/(w² − v), where pairings take their values.</summary>
/// <remarks>Variable-time. Tower as in the IETF pairing-friendly curves draft, section 4.2.1.</remarks>
public readonly partial struct Fq12 : IFieldArithmetic<Fq12>
{
    /// <summary>Makes c0 + c1·w.</summary>
    public Fq12(in Fq6 c0, in Fq6 c1) => (C0, C1) = (c0, c1);

    /// <summary>The coefficient of 1.</summary>
    public Fq6 C0 { get; }

    /// <summary>The coefficient of w.</summary>
    public Fq6 C1 { get; }

    /// <inheritdoc/>
    public static Fq12 Zero => default;

    /// <inheritdoc/>
    public static Fq12 One => new(Fq6.One, Fq6.Zero);

    /// <inheritdoc/>
    public bool IsZero => C0.IsZero && C1.IsZero;

    /// <inheritdoc/>
    public static Fq12 operator +(in Fq12 a, in Fq12 b) => new(a.C0 + b.C0, a.C1 + b.C1);

    /// <inheritdoc/>
    public static Fq12 operator -(in Fq12 a, in Fq12 b) => new(a.C0 - b.C0, a.C1 - b.C1);

    /// <inheritdoc/>
    public static Fq12 operator -(in Fq12 a) => new(-a.C0, -a.C1);

    /// <inheritdoc/>
    /// <remarks>Karatsuba: 3 products in 𝔽q⁶, that is 54 in 𝔽q.</remarks>
    public static Fq12 operator *(in Fq12 a, in Fq12 b)
    {
        Fq6 v0 = a.C0 * b.C0, v1 = a.C1 * b.C1;
        return new(v0 + Fq6.MultiplyByNonResidue(v1), (a.C0 + a.C1) * (b.C0 + b.C1) - v0 - v1);
    }

    /// <inheritdoc/>
    public static Fq12 Double(in Fq12 a) => new(Fq6.Double(a.C0), Fq6.Double(a.C1));

    /// <inheritdoc/>
    /// <remarks>The complex method: 2 products in 𝔽q⁶.</remarks>
    public static Fq12 Square(in Fq12 a)
    {
        Fq6 product = a.C0 * a.C1;
        Fq6 norm = (a.C0 + a.C1) * (a.C0 + Fq6.MultiplyByNonResidue(a.C1));
        return new(norm - product - Fq6.MultiplyByNonResidue(product), Fq6.Double(product));
    }

    /// <summary>Returns c0 − c1·w, the q⁶-th power; in the cyclotomic subgroup, and so in 𝔾t, it is the inverse.</summary>
    public static Fq12 Conjugate(in Fq12 a) => new(a.C0, -a.C1);

    /// <inheritdoc/>
    public static Fq12 Inverse(in Fq12 a)
    {
        Fq6 inverse = Fq6.Inverse(Fq6.Square(a.C0) - Fq6.MultiplyByNonResidue(Fq6.Square(a.C1)));
        return new(a.C0 * inverse, -(a.C1 * inverse));
    }

    /// <summary>Returns the q-th power.</summary>
    public static Fq12 Frobenius(in Fq12 a) => new(Fq6.Frobenius(a.C0), Fq6.Frobenius(a.C1) * s_frobeniusOfW);

    /// <summary>Returns the q²-th power.</summary>
    public static Fq12 FrobeniusSquared(in Fq12 a)
    {
        Fq6 c1 = Fq6.FrobeniusSquared(a.C1);
        return new(Fq6.FrobeniusSquared(a.C0), new(c1.C0 * s_frobeniusSquaredOfW, c1.C1 * s_frobeniusSquaredOfW, c1.C2 * s_frobeniusSquaredOfW));
    }

    /// <inheritdoc/>
    public bool Equals(Fq12 other) => C0 == other.C0 && C1 == other.C1;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Fq12 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(C0, C1);

    /// <summary>Both coefficients in hexadecimal.</summary>
    public override string ToString() => $"({C0}) + ({C1})·w";

    /// <summary>Whether the two are the same element.</summary>
    public static bool operator ==(in Fq12 a, in Fq12 b) => a.Equals(b);

    /// <summary>Whether the two are different elements.</summary>
    public static bool operator !=(in Fq12 a, in Fq12 b) => !a.Equals(b);

    // ξ^((q − 1)/6) and ξ^((q² − 1)/6): w^q = ξ^((q − 1)/6)·w.
    private static readonly Fq2 s_frobeniusOfW = new(
        Fq.FromHex("1904d3bf02bb0667c231beb4202c0d1f0fd603fd3cbd5f4f7b2443d784bab9c4f67ea53d63e7813d8d0775ed92235fb8"),
        Fq.FromHex("00fc3e2b36c4e03288e9e902231f9fb854a14787b6c7b36fec0c8ec971f63c5f282d5ac14d6c7ec22cf78a126ddc4af3"));

    private static readonly Fq s_frobeniusSquaredOfW =
        Fq.FromHex("5f19672fdf76ce51ba69c6076a0f77eaddb3a93be6f89688de17d813620a00022e01fffffffeffff");
}
