namespace Plimsoll.Crypto.Fields;

/// <content>What is cheaper in the cyclotomic subgroup (order q⁴ − q² + 1) and for the sparse elements of a Miller loop.</content>
public readonly partial struct Fq12
{
    /// <summary>Returns the square of an element of the cyclotomic subgroup; 9 squarings in 𝔽q².</summary>
    /// <remarks>Granger and Scott 2010, section 3.2. The result is meaningless for an element outside the subgroup.</remarks>
    public static Fq12 CyclotomicSquare(in Fq12 a)
    {
        (Fq2 a0, Fq2 a1) = SquareQuartic(a.C0.C0, a.C1.C1);
        (Fq2 b0, Fq2 b1) = SquareQuartic(a.C1.C0, a.C0.C2);
        (Fq2 c0, Fq2 c1) = SquareQuartic(a.C0.C1, a.C1.C2);
        c1 = Fq2.MultiplyByNonResidue(c1);
        return new(
            new(TripleLessDouble(a0, a.C0.C0), TripleLessDouble(b0, a.C0.C1), TripleLessDouble(c0, a.C0.C2)),
            new(TriplePlusDouble(c1, a.C1.C0), TriplePlusDouble(a1, a.C1.C1), TriplePlusDouble(b1, a.C1.C2)));
    }

    /// <summary>Returns the product with c0 + c1·v + c4·v·w, the shape of a line's value on an M-type twist; 13 products in 𝔽q².</summary>
    public static Fq12 MultiplyBy014(in Fq12 a, in Fq2 c0, in Fq2 c1, in Fq2 c4)
    {
        Fq6 v0 = Fq6.MultiplyBy01(a.C0, c0, c1), v1 = Fq6.MultiplyBy1(a.C1, c4);
        return new(v0 + Fq6.MultiplyByNonResidue(v1), Fq6.MultiplyBy01(a.C0 + a.C1, c0, c1 + c4) - v0 - v1);
    }

    // (a + b·y)² with y² = ξ, in the subfield 𝔽q⁴.
    private static (Fq2 C0, Fq2 C1) SquareQuartic(in Fq2 a, in Fq2 b)
    {
        Fq2 aa = Fq2.Square(a), bb = Fq2.Square(b);
        return (Fq2.MultiplyByNonResidue(bb) + aa, Fq2.Square(a + b) - aa - bb);
    }

    private static Fq2 TripleLessDouble(in Fq2 t, in Fq2 z) => Fq2.Double(t - z) + t;

    private static Fq2 TriplePlusDouble(in Fq2 t, in Fq2 z) => Fq2.Double(t + z) + t;
}
