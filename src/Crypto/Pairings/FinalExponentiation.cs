namespace Plimsoll.Crypto.Pairings;

/// <summary>The power 3·(q¹² − 1)/r, which takes a Miller function's value into 𝔾t.</summary>
/// <remarks>
/// The hard part is that of Hayashida, Hayasaka and Teruya (eprint 2020/875):
/// 3·(q⁴ − q² + 1)/r = (x − 1)²·(x + q)·(x² + q² − 1) + 3. The factor 3 is prime to r, so nothing is lost.
/// </remarks>
internal static partial class FinalExponentiation
{
    /// <summary>Returns <c>f^(3·(q¹² − 1)/r)</c> for f ≠ 0.</summary>
    public static Fq12 Apply(in Fq12 f)
    {
        Fq12 m = Fq12.Conjugate(f) * Fq12.Inverse(f); // f^(q⁶ − 1)
        m = Fq12.FrobeniusSquared(m) * m; // ^(q² + 1): now in the cyclotomic subgroup, where conjugation inverts
        Fq12 a = PowX(m) * Fq12.Conjugate(m);
        a = PowX(a) * Fq12.Conjugate(a);
        a = PowX(a) * Fq12.Frobenius(a);
        a = PowX(PowX(a)) * Fq12.FrobeniusSquared(a) * Fq12.Conjugate(a);
        return a * Fq12.CyclotomicSquare(m) * m;
    }

    // The power x, negative, of an element of the cyclotomic subgroup.
    private static Fq12 PowX(in Fq12 a)
    {
        Fq12 result = a;
        for (int bit = MillerLoop.TopBit - 1; bit >= 0; bit--)
        {
            result = Fq12.CyclotomicSquare(result);
            if (MillerLoop.HasBit(bit))
                result *= a;
        }

        return Fq12.Conjugate(result);
    }
}
