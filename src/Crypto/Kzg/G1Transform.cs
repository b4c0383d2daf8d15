using Plimsoll.Crypto.Curves;
using Plimsoll.Crypto.Polynomials;

namespace Plimsoll.Crypto.Kzg;

/// <summary>Fourier transforms of points of G1 in place: the transforms of field elements, in the exponent.</summary>
/// <remarks>
/// The n values of Σ Pⱼ·Xʲ at the n-th roots of unity. Levels split X^2t − s² into X^t − s and X^t + s, so values come out in
/// bit-reversed order and a block of butterflies shares its factor s.
/// </remarks>
internal static class G1Transform
{
    /// <summary>Replaces coefficients in natural order by values in bit-reversed order.</summary>
    public static void ForwardToBitReversed(Span<G1Projective> points)
    {
        EvaluationDomain domain = EvaluationDomain.Of(int.Log2(points.Length));
        for (int half = points.Length / 2, blocks = 1; half >= 1; half /= 2, blocks *= 2)
        {
            for (int block = 0; block < blocks; block++)
            {
                Fr s = Factor(domain, block);
                for (int i = 2 * half * block; i < 2 * half * block + half; i++)
                {
                    G1Projective u = points[i], v = Multiply(points[i + half], s);
                    (points[i], points[i + half]) = (u + v, u - v);
                }
            }
        }
    }

    /// <summary>Replaces values in bit-reversed order by n times the coefficients in natural order.</summary>
    public static void InverseFromBitReversed(Span<G1Projective> points)
    {
        EvaluationDomain domain = EvaluationDomain.Of(int.Log2(points.Length));
        for (int half = 1, blocks = points.Length / 2; blocks >= 1; half *= 2, blocks /= 2)
        {
            for (int block = 0; block < blocks; block++)
            {
                Fr s = Fr.Inverse(Factor(domain, block));
                for (int i = 2 * half * block; i < 2 * half * block + half; i++)
                {
                    G1Projective u = points[i], v = points[i + half];
                    (points[i], points[i + half]) = (u + v, Multiply(u - v, s));
                }
            }
        }
    }

    /// <summary>The factor of a block, the same on every level: w^rev(block), reversed within the half domain.</summary>
    private static Fr Factor(EvaluationDomain domain, int block) =>
        domain.ElementAt(BitReversal.Of(block, domain.Log2Size - 1));

    private static G1Projective Multiply(in G1Projective point, in Fr scalar) =>
        scalar == Fr.One || point.IsInfinity ? point : ScalarMultiplication.MultiplyInSubgroup(point.ToAffine(), scalar);
}
