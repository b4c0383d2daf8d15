using Plimsoll.Crypto.Polynomials;

namespace Plimsoll.Crypto.Kzg;

/// <summary>The 4096th roots of unity in bit-reversed order, where blobs have their values, and the algebra over them.</summary>
internal static class BlobDomain
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
    /// <remarks>Barycentric formula: <c>(z^n − 1)/n · Σ fᵢ·ωᵢ/(z − ωᵢ)</c>; about 5n products and one inversion.</remarks>
    public static Fr Evaluate(ReadOnlySpan<Fr> values, in Fr z)
    {
        if (IndexOf(z) is >= 0 and int index)
            return values[index];
        using RentedElements inverses = new(Blob.ElementCount);
        InvertDistances(z, inverses.Span);
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

        InvertDistances(z, quotient);
        Fr y = Evaluate(values, z, quotient);
        for (int i = 0; i < quotient.Length; i++)
            quotient[i] *= y - values[i]; // (f_i − y)/(ω_i − z), the signs cancelled
        return y;
    }

    /// <summary>Writes the values of <c>(f(X) − f(ω_m))/(X − ω_m)</c>, m being a position in <see cref="Points"/>.</summary>
    /// <remarks>
    /// At ω_m itself the quotient is f′(ω_m) = <c>Σ (fᵢ − f_m)·ωᵢ/(ω_m·(ω_m − ωᵢ))</c>, i ≠ m. Source: consensus-specs
    /// deneb/polynomial-commitments.md, compute_quotient_eval_within_domain.
    /// </remarks>
    public static void DivideAt(ReadOnlySpan<Fr> values, int index, Span<Fr> quotient)
    {
        Fr z = s_points[index], y = values[index], sum = Fr.Zero;
        InvertDistances(z, quotient);
        for (int i = 0; i < quotient.Length; i++)
        {
            quotient[i] *= y - values[i];
            sum -= quotient[i] * s_points[i]; // nothing at i = m, where the distance and its "inverse" are zero
        }

        quotient[index] = sum * Fr.Inverse(z);
    }

    private static Fr Evaluate(ReadOnlySpan<Fr> values, in Fr z, ReadOnlySpan<Fr> inverseDistances)
    {
        Fr sum = Fr.Zero;
        for (int i = 0; i < values.Length; i++)
            sum += values[i] * s_points[i] * inverseDistances[i];
        return sum * (ToTheSize(z) - Fr.One) * s_domain.SizeInverse;
    }

    /// <summary>Writes 1/(z − ωᵢ), and zero where z = ωᵢ.</summary>
    private static void InvertDistances(in Fr z, Span<Fr> inverses)
    {
        for (int i = 0; i < inverses.Length; i++)
            inverses[i] = z - s_points[i];
        using RentedElements scratch = new(inverses.Length);
        FieldAlgorithms.BatchInvert(inverses, scratch.Span);
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
