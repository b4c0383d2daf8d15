using Plimsoll.Crypto.Polynomials;

namespace Plimsoll.Crypto.Kzg;

/// <summary>The 4096th roots of unity in bit-reversed order, where blobs have their values, and the algebra over them.</summary>
internal static class BlobDomain
{
    private const int Log2Size = 12;

    private static readonly EvaluationDomain s_domain = EvaluationDomain.Of(Log2Size);

    /// <summary>ω^brp(i).</summary>
    public static Fr Point(int position) => s_domain.ElementAt(BitReversal.Of(position, Log2Size));

    /// <summary>Replaces 4096 values in bit-reversed order by coefficients, lowest degree first.</summary>
    public static void Interpolate(Span<Fr> values) => s_domain.InverseFromBitReversed(values);

    /// <summary>Replaces 4096 coefficients, lowest degree first, by values in bit-reversed order.</summary>
    public static void Evaluate(Span<Fr> coefficients) => s_domain.ForwardToBitReversed(coefficients);

    /// <summary>Returns the value at <paramref name="z"/>, in the domain or not.</summary>
    public static Fr Evaluate(ReadOnlySpan<Fr> values, in Fr z) => s_domain.EvaluateBitReversed(values, z);

    /// <summary>Writes the values of <c>(f(X) − f(z))/(X − z)</c> and returns f(z); z is in the domain or not.</summary>
    public static Fr Divide(ReadOnlySpan<Fr> values, in Fr z, Span<Fr> quotient) => s_domain.DivideBitReversed(values, z, quotient);
}
