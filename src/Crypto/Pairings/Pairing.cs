namespace Plimsoll.Crypto.Pairings;

/// <summary>The pairing e : 𝔾1 × 𝔾2 → 𝔾t of BLS12-381, bilinear and non-degenerate.</summary>
/// <remarks>
/// Optimal ate, raised to 3·(q¹² − 1)/r: the cube of the reduced pairing of other texts, which changes neither its laws nor any
/// product test. Callers guarantee that points are on the curve and in the subgroup of order r (<c>SubgroupCheck</c>);
/// for other points the value means nothing. Variable-time.
/// </remarks>
public static partial class Pairing
{
    /// <summary>More pairs than this run in groups: the stack holds the state of one group.</summary>
    private const int GroupLength = 16;

    /// <summary>Returns e(p, q), which is one when either point is infinity.</summary>
    public static Fq12 Compute(in G1Affine p, in G2Affine q) => Product(new ReadOnlySpan<G1Affine>(in p), new ReadOnlySpan<G2Affine>(in q));

    /// <summary>Returns e(p, q) for a prepared point.</summary>
    public static Fq12 Compute(in G1Affine p, PreparedG2 q) => Product(new ReadOnlySpan<G1Affine>(in p), new ReadOnlySpan<PreparedG2>(in q));

    /// <summary>Returns e(p₀, q₀)·e(p₁, q₁)·…, one for no pairs at all; one final exponentiation serves all.</summary>
    /// <exception cref="ArgumentException">The spans have different lengths.</exception>
    public static Fq12 Product(ReadOnlySpan<G1Affine> p, ReadOnlySpan<G2Affine> q)
    {
        ThrowIfUnpaired(p.Length, q.Length);
        return FqLanes.IsSupported ? ProductInLanes(p, q) : ProductScalar(p, q);
    }

    /// <summary>Returns the product over prepared points.</summary>
    /// <exception cref="ArgumentException">The spans have different lengths.</exception>
    public static Fq12 Product(ReadOnlySpan<G1Affine> p, ReadOnlySpan<PreparedG2> q)
    {
        ThrowIfUnpaired(p.Length, q.Length);
        return FqLanes.IsSupported ? ProductInLanes(p, q) : ProductScalar(p, q);
    }

    /// <summary>Whether e(p₀, q₀)·e(p₁, q₁)·… = 1, the check of EIP-2537; true for no pairs at all.</summary>
    /// <exception cref="ArgumentException">The spans have different lengths.</exception>
    public static bool ProductIsOne(ReadOnlySpan<G1Affine> p, ReadOnlySpan<G2Affine> q) => Product(p, q) == Fq12.One;

    /// <summary>The same over prepared points.</summary>
    /// <exception cref="ArgumentException">The spans have different lengths.</exception>
    public static bool ProductIsOne(ReadOnlySpan<G1Affine> p, ReadOnlySpan<PreparedG2> q) => Product(p, q) == Fq12.One;

    internal static Fq12 ProductScalar(ReadOnlySpan<G1Affine> p, ReadOnlySpan<G2Affine> q)
    {
        Span<TwistPoint> points = stackalloc TwistPoint[GroupLength];
        Fq12 f = Fq12.One;
        for (int start = 0; start < p.Length; start += GroupLength)
        {
            int length = Math.Min(GroupLength, p.Length - start);
            Fq12 group = MillerLoop.Run(p.Slice(start, length), q.Slice(start, length), points);
            f = start == 0 ? group : f * group;
        }

        return FinalExponentiation.Apply(f);
    }

    internal static Fq12 ProductScalar(ReadOnlySpan<G1Affine> p, ReadOnlySpan<PreparedG2> q) => FinalExponentiation.Apply(MillerLoop.Run(p, q));

    private static void ThrowIfUnpaired(int p, int q)
    {
        if (p != q)
            throw new ArgumentException("There are as many points of G1 as of G2.");
    }
}
