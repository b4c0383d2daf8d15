using System.Buffers;

namespace Plimsoll.Crypto.Polynomials;

/// <summary>Polynomials over 𝔽r given by their coefficients, the lowest first. An empty span is the zero polynomial.</summary>
public static class Polynomial
{
    /// <summary>From how many coefficients of the shorter factor on a product is taken by transforms.</summary>
    private const int TransformFrom = 32;

    /// <summary>Returns p(x).</summary>
    /// <remarks>Horner's rule; on eight coefficients at a time from 64 on, with x⁸ as the point.</remarks>
    public static Fr Evaluate(ReadOnlySpan<Fr> coefficients, in Fr x)
    {
        Fr sum = Fr.Zero;
        int whole = coefficients.Length >= 64 ? coefficients.Length / FrLanes.Count * FrLanes.Count : 0;
        for (int i = coefficients.Length - 1; i >= whole; i--)
            sum = sum * x + coefficients[i];
        if (whole == 0)
            return sum;

        // The lanes' sums are p's coefficients of x⁰ to x⁷ with coefficients in x⁸; the rest above stands for the next power of x⁸.
        Fr eighth = FieldAlgorithms.Pow(x, [FrLanes.Count]);
        FrFactor factor = new(eighth);
        FrLanes lanes = FrLanes.Zero;
        for (int i = whole - FrLanes.Count; i >= 0; i -= FrLanes.Count)
        {
            FrLanes.Multiply(in lanes, in factor, out lanes);
            FrLanes.Load(coefficients[i..], out FrLanes next);
            FrLanes.Add(in lanes, in next, out lanes);
        }

        Span<Fr> ends = stackalloc Fr[FrLanes.Count];
        lanes.Store(ends);
        Fr low = Fr.Zero;
        for (int i = FrLanes.Count - 1; i >= 0; i--)
            low = low * x + ends[i];
        return sum * FieldAlgorithms.Pow(eighth, [(ulong)(whole / FrLanes.Count)]) + low;
    }

    /// <summary>Replaces the n coefficients of p by those of <c>(p(X) − p(z))/(X − z)</c>, the last one zero, and returns p(z).</summary>
    /// <remarks>Synthetic division: n products, one after the other.</remarks>
    public static Fr DivideByLinear(Span<Fr> coefficients, in Fr z)
    {
        Fr carry = Fr.Zero;
        for (int i = coefficients.Length - 1; i >= 0; i--)
            (carry, coefficients[i]) = (coefficients[i] + z * carry, carry);
        return carry;
    }

    /// <summary>Writes the coefficients of a·b.</summary>
    /// <param name="a">The one factor.</param>
    /// <param name="b">The other.</param>
    /// <param name="product">Exactly a.Length + b.Length − 1 coefficients, or none when a factor has none; it overlaps neither factor.</param>
    /// <remarks>By transforms of the next power of two above the product's length unless a factor is short.</remarks>
    /// <exception cref="ArgumentException">The product's length is wrong, or it overlaps a factor.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The product has more than 2^22 coefficients.</exception>
    public static void Multiply(ReadOnlySpan<Fr> a, ReadOnlySpan<Fr> b, Span<Fr> product)
    {
        int length = a.IsEmpty || b.IsEmpty ? 0 : checked(a.Length + b.Length - 1);
        if (product.Length != length)
            throw new ArgumentException($"The product has {length} coefficients, not {product.Length}.", nameof(product));
        if (product.Overlaps(a) || product.Overlaps(b))
            throw new ArgumentException("The product is written over a factor.", nameof(product));
        if (Math.Min(a.Length, b.Length) < TransformFrom)
        {
            product.Clear();
            for (int i = 0; i < a.Length; i++)
            {
                for (int j = 0; j < b.Length; j++)
                    product[i + j] += a[i] * b[j];
            }

            return;
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, 1 << EvaluationDomain.MaxLog2Size, nameof(product));
        EvaluationDomain domain = EvaluationDomain.Of(int.Log2(length - 1) + 1);
        Fr[] rented = ArrayPool<Fr>.Shared.Rent(2 * domain.Size);
        Span<Fr> x = rented.AsSpan(0, domain.Size), y = rented.AsSpan(domain.Size, domain.Size);
        Transform(domain, a, x);
        Transform(domain, b, y);
        Elementwise.Multiply(x, y);
        domain.InverseFromBitReversed(x);
        x[..length].CopyTo(product);
        ArrayPool<Fr>.Shared.Return(rented);
    }

    private static void Transform(EvaluationDomain domain, ReadOnlySpan<Fr> coefficients, Span<Fr> values)
    {
        coefficients.CopyTo(values);
        values[coefficients.Length..].Clear();
        domain.ForwardToBitReversed(values);
    }
}
