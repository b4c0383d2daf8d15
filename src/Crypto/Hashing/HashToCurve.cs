using Plimsoll.Crypto.Curves;

namespace Plimsoll.Crypto.Hashing;

/// <summary>Messages and field elements to points of G1 and G2.</summary>
/// <remarks>
/// RFC 9380, suites BLS12381G1_XMD:SHA-256_SSWU and BLS12381G2_XMD:SHA-256_SSWU, RO and NU. The answers are in the subgroup.
/// Variable-time: for public messages. Allocates nothing for messages below a kilobyte and tags below 256 bytes.
/// </remarks>
public static partial class HashToCurve
{
    /// <summary>Hashes to G1 like a random oracle (suite _RO_).</summary>
    /// <param name="message">Any bytes.</param>
    /// <param name="domainTag">The domain separation tag, at least one byte; protocols choose a different one each.</param>
    /// <exception cref="ArgumentException">The tag is empty.</exception>
    public static G1Projective ToG1(ReadOnlySpan<byte> message, ReadOnlySpan<byte> domainTag)
    {
        Span<Fq> u = stackalloc Fq[2];
        Span<JacobianPoint<Fq, G1>> points = stackalloc JacobianPoint<Fq, G1>[2];
        HashToField.Fill(message, domainTag, u);
        MapToCurve(u, points);
        return Cofactor.Clear((points[0] + points[1]).ToProjective());
    }

    /// <summary>Encodes to G1 with a distribution that can be told from uniform (suite _NU_); about half the work.</summary>
    /// <inheritdoc cref="ToG1"/>
    public static G1Projective ToG1NonUniform(ReadOnlySpan<byte> message, ReadOnlySpan<byte> domainTag)
    {
        Span<Fq> u = stackalloc Fq[1];
        HashToField.Fill(message, domainTag, u);
        return MapToG1(u[0]);
    }

    /// <summary>Maps a field element to G1: map_to_curve, then the cofactor is cleared (EIP-2537, BLS12_MAP_FP_TO_G1).</summary>
    public static G1Projective MapToG1(in Fq u) => Cofactor.Clear(MapToCurve(u).ToProjective());

    /// <summary>Hashes to G2 like a random oracle (suite _RO_).</summary>
    /// <inheritdoc cref="ToG1"/>
    public static G2Projective ToG2(ReadOnlySpan<byte> message, ReadOnlySpan<byte> domainTag)
    {
        Span<Fq2> u = stackalloc Fq2[2];
        Span<JacobianPoint<Fq2, G2>> points = stackalloc JacobianPoint<Fq2, G2>[2];
        HashToField.Fill(message, domainTag, u);
        MapToCurve(u, points);
        return Cofactor.Clear((points[0] + points[1]).ToProjective());
    }

    /// <summary>Encodes to G2 with a distribution that can be told from uniform (suite _NU_); about half the work.</summary>
    /// <inheritdoc cref="ToG1"/>
    public static G2Projective ToG2NonUniform(ReadOnlySpan<byte> message, ReadOnlySpan<byte> domainTag)
    {
        Span<Fq2> u = stackalloc Fq2[1];
        HashToField.Fill(message, domainTag, u);
        return MapToG2(u[0]);
    }

    /// <summary>Maps a field element to G2: map_to_curve, then the cofactor is cleared (EIP-2537, BLS12_MAP_FP2_TO_G2).</summary>
    public static G2Projective MapToG2(in Fq2 u) => Cofactor.Clear(MapToCurve(u).ToProjective());

    // A polynomial in ascending coefficients, at x.
    private static T Evaluate<T>(ReadOnlySpan<T> coefficients, in T x, T sum)
        where T : struct, IField<T>
    {
        for (int i = coefficients.Length - 1; i >= 0; i--)
            sum = sum * x + coefficients[i];
        return sum;
    }
}
