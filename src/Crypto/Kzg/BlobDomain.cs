using Plimsoll.Crypto.Polynomials;

namespace Plimsoll.Crypto.Kzg;

/// <summary>The 4096th roots of unity in bit-reversed order, where blobs have their values, and the algebra over them.</summary>
/// <remarks>Everything goes eight elements at a time; without vectors the lanes do the same work one by one.</remarks>
internal static partial class BlobDomain
{
    private const int Log2Size = 12;

    private static readonly EvaluationDomain s_domain = EvaluationDomain.Of(Log2Size);

    private static readonly Fr[] s_points = ListPoints();

    /// <summary>ω^brp(i) at position i.</summary>
    public static ReadOnlySpan<Fr> Points => s_points;

    /// <summary>Replaces 4096 values in bit-reversed order by coefficients, lowest degree first.</summary>
    public static void Interpolate(Span<Fr> values) => s_domain.InverseFromBitReversed(values);

    /// <summary>Replaces 4096 coefficients, lowest degree first, by values in bit-reversed order.</summary>
    public static void Evaluate(Span<Fr> coefficients) => s_domain.ForwardToBitReversed(coefficients);

    /// <summary>The position of <paramref name="z"/> in <see cref="Points"/>, or −1.</summary>
    public static int IndexOf(in Fr z) => ToTheSize(z) == Fr.One ? s_points.AsSpan().IndexOf(z) : -1;

    /// <summary>Returns the value at <paramref name="z"/>, in the domain or not.</summary>
    /// <remarks>Barycentric formula: <c>(z^n − 1)/n · Σ fᵢ·ωᵢ/(z − ωᵢ)</c>; 5n products and one inversion.</remarks>
    public static Fr Evaluate(ReadOnlySpan<Fr> values, in Fr z)
    {
        if (IndexOf(z) is >= 0 and int index)
            return values[index];
        using RentedElements inverses = new(Blob.ElementCount);
        InvertDistances(z, -1, inverses.Span);
        return Evaluate(values, z, inverses.Span);
    }

    /// <summary>Writes the values of <c>(f(X) − f(z))/(X − z)</c> and returns f(z).</summary>
    public static Fr Divide(ReadOnlySpan<Fr> values, in Fr z, Span<Fr> quotient)
    {
        if (IndexOf(z) is >= 0 and int index)
        {
            DivideAt(values, index, quotient);
            return values[index];
        }

        InvertDistances(z, -1, quotient);
        Fr y = Evaluate(values, z, quotient);
        MultiplyByDifferences(values, y, quotient);
        return y;
    }

    /// <summary>Writes the values of <c>(f(X) − f(ω_m))/(X − ω_m)</c>, m being a position in <see cref="Points"/>.</summary>
    /// <remarks>
    /// At ω_m itself the quotient is f′(ω_m) = <c>Σ (fᵢ − f_m)·ωᵢ/(ω_m·(ω_m − ωᵢ))</c>, i ≠ m. Source: consensus-specs
    /// deneb/polynomial-commitments.md, compute_quotient_eval_within_domain.
    /// </remarks>
    public static void DivideAt(ReadOnlySpan<Fr> values, int index, Span<Fr> quotient)
    {
        InvertDistances(s_points[index], index, quotient);
        MultiplyByDifferences(values, values[index], quotient); // zero at m
        quotient[index] = -InnerProduct(quotient, s_points) * Fr.Inverse(s_points[index]);
    }

    private static Fr Evaluate(ReadOnlySpan<Fr> values, in Fr z, ReadOnlySpan<Fr> inverseDistances)
    {
        using RentedElements weights = new(Blob.ElementCount);
        Multiply(s_points, inverseDistances, weights.Span);
        return InnerProduct(values, weights.Span) * (ToTheSize(z) - Fr.One) * s_domain.SizeInverse;
    }

    /// <summary>Writes 1/(z − ωᵢ), and zero at the position <paramref name="zero"/>, −1 for none, where z = ωᵢ.</summary>
    private static void InvertDistances(in Fr z, int zero, Span<Fr> inverses)
    {
        for (int i = 0; i < inverses.Length; i++)
            inverses[i] = z - s_points[i];
        if (zero >= 0)
            inverses[zero] = Fr.One;
        Invert(inverses);
        if (zero >= 0)
            inverses[zero] = Fr.Zero;
    }

    private static Fr ToTheSize(in Fr z)
    {
        Fr power = z;
        for (int i = 0; i < Log2Size; i++)
            power = Fr.Square(power);
        return power;
    }

    private static Fr[] ListPoints()
    {
        Fr[] points = new Fr[Blob.ElementCount];
        for (int i = 0; i < points.Length; i++)
            points[i] = s_domain.ElementAt(BitReversal.Of(i, Log2Size));
        return points;
    }
}
