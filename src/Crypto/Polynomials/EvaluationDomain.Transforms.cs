namespace Plimsoll.Crypto.Polynomials;

/// <content>The transforms.</content>
public sealed partial class EvaluationDomain
{
    /// <summary>Replaces coefficients by values, both in natural order.</summary>
    /// <exception cref="ArgumentException">There are not <see cref="Size"/> of them.</exception>
    public void Forward(Span<Fr> coefficients)
    {
        ForwardToBitReversed(coefficients);
        BitReversal.Permute(coefficients);
    }

    /// <summary>Replaces values by coefficients, both in natural order.</summary>
    /// <exception cref="ArgumentException">There are not <see cref="Size"/> of them.</exception>
    public void Inverse(Span<Fr> values)
    {
        ThrowIfWrongLength(values);
        BitReversal.Permute(values);
        InverseFromBitReversed(values);
    }

    /// <summary>Replaces coefficients in natural order by values in bit-reversed order.</summary>
    /// <exception cref="ArgumentException">There are not <see cref="Size"/> of them.</exception>
    public void ForwardToBitReversed(Span<Fr> coefficients)
    {
        ThrowIfWrongLength(coefficients);
        ForwardScalar(coefficients);
    }

    /// <summary>Replaces values in bit-reversed order by coefficients in natural order.</summary>
    /// <exception cref="ArgumentException">There are not <see cref="Size"/> of them.</exception>
    public void InverseFromBitReversed(Span<Fr> values)
    {
        ThrowIfWrongLength(values);
        InverseScalar(values);
        foreach (ref Fr value in values)
            value *= SizeInverse;
    }

    /// <summary>Replaces coefficients by the values on the coset <c>shift·wⁱ</c>, both in natural order.</summary>
    /// <exception cref="ArgumentException">There are not <see cref="Size"/> of them, or the shift is zero.</exception>
    public void ForwardOnCoset(Span<Fr> coefficients, in Fr shift)
    {
        ForwardOnCosetToBitReversed(coefficients, shift);
        BitReversal.Permute(coefficients);
    }

    /// <summary>Replaces the values on the coset <c>shift·wⁱ</c> by coefficients, both in natural order.</summary>
    /// <exception cref="ArgumentException">There are not <see cref="Size"/> of them, or the shift is zero.</exception>
    public void InverseOnCoset(Span<Fr> values, in Fr shift)
    {
        ThrowIfWrongLength(values);
        BitReversal.Permute(values);
        InverseOnCosetFromBitReversed(values, shift);
    }

    /// <summary>Replaces coefficients in natural order by the values on the coset <c>shift·wⁱ</c> in bit-reversed order.</summary>
    /// <exception cref="ArgumentException">There are not <see cref="Size"/> of them, or the shift is zero.</exception>
    public void ForwardOnCosetToBitReversed(Span<Fr> coefficients, in Fr shift)
    {
        ThrowIfWrongLength(coefficients);
        ThrowIfZero(shift);
        MultiplyByPowers(coefficients, Fr.One, shift);
        ForwardScalar(coefficients);
    }

    /// <summary>Replaces the values on the coset <c>shift·wⁱ</c> in bit-reversed order by coefficients in natural order.</summary>
    /// <exception cref="ArgumentException">There are not <see cref="Size"/> of them, or the shift is zero.</exception>
    public void InverseOnCosetFromBitReversed(Span<Fr> values, in Fr shift)
    {
        ThrowIfWrongLength(values);
        ThrowIfZero(shift);
        InverseScalar(values);
        MultiplyByPowers(values, SizeInverse, Fr.Inverse(shift));
    }

    /// <summary>Multiplies element i by <c>first·ratioⁱ</c>.</summary>
    private static void MultiplyByPowers(Span<Fr> elements, in Fr first, in Fr ratio)
    {
        Fr power = first;
        foreach (ref Fr element in elements)
        {
            element *= power;
            power *= ratio;
        }
    }

    private static void ThrowIfZero(in Fr shift)
    {
        if (shift.IsZero)
            throw new ArgumentException("Zero shifts the domain to a single point, not to a coset.", nameof(shift));
    }

    private void ThrowIfWrongLength(ReadOnlySpan<Fr> elements)
    {
        if (elements.Length != Size)
            throw new ArgumentException($"A transform of this domain takes {Size} elements, not {elements.Length}.");
    }
}
