namespace Plimsoll.Crypto.Polynomials;

/// <content>The transforms.</content>
public sealed partial class EvaluationDomain
{
    /// <summary>Replaces coefficients by values, both in natural order.</summary>
    /// <param name="coefficients">As many as <see cref="Size"/>.</param>
    /// <param name="threads">How many threads share the work; with one nothing is allocated.</param>
    /// <exception cref="ArgumentException">There are not <see cref="Size"/> of them.</exception>
    public void Forward(Span<Fr> coefficients, int threads = 1)
    {
        ForwardToBitReversed(coefficients, threads);
        BitReversal.Permute(coefficients);
    }

    /// <summary>Replaces values by coefficients, both in natural order.</summary>
    /// <inheritdoc cref="Forward"/>
    public void Inverse(Span<Fr> values, int threads = 1)
    {
        ThrowIfWrong(values, threads);
        BitReversal.Permute(values);
        InverseFromBitReversed(values, threads);
    }

    /// <summary>Replaces coefficients in natural order by values in bit-reversed order.</summary>
    /// <inheritdoc cref="Forward"/>
    public void ForwardToBitReversed(Span<Fr> coefficients, int threads = 1)
    {
        ThrowIfWrong(coefficients, threads);
        if (UsesLanes)
            Lanes.Forward(coefficients, threads);
        else
            ForwardScalar(coefficients);
    }

    /// <summary>Replaces values in bit-reversed order by coefficients in natural order.</summary>
    /// <inheritdoc cref="Forward"/>
    public void InverseFromBitReversed(Span<Fr> values, int threads = 1)
    {
        ThrowIfWrong(values, threads);
        InverseTimes(values, SizeInverse, threads);
    }

    /// <summary>Replaces coefficients by the values on the coset <c>shift·wⁱ</c>, both in natural order.</summary>
    /// <param name="coefficients">As many as <see cref="Size"/>.</param>
    /// <param name="shift">Not zero.</param>
    /// <param name="threads">How many threads share the work; with one nothing is allocated.</param>
    /// <exception cref="ArgumentException">There are not <see cref="Size"/> of them, or the shift is zero.</exception>
    public void ForwardOnCoset(Span<Fr> coefficients, in Fr shift, int threads = 1)
    {
        ForwardOnCosetToBitReversed(coefficients, shift, threads);
        BitReversal.Permute(coefficients);
    }

    /// <summary>Replaces the values on the coset <c>shift·wⁱ</c> by coefficients, both in natural order.</summary>
    /// <inheritdoc cref="ForwardOnCoset"/>
    public void InverseOnCoset(Span<Fr> values, in Fr shift, int threads = 1)
    {
        ThrowIfWrong(values, threads);
        BitReversal.Permute(values);
        InverseOnCosetFromBitReversed(values, shift, threads);
    }

    /// <summary>Replaces coefficients in natural order by the values on the coset <c>shift·wⁱ</c> in bit-reversed order.</summary>
    /// <inheritdoc cref="ForwardOnCoset"/>
    public void ForwardOnCosetToBitReversed(Span<Fr> coefficients, in Fr shift, int threads = 1)
    {
        ThrowIfWrong(coefficients, threads);
        ThrowIfZero(shift);
        Elementwise.MultiplyByPowers(coefficients, Fr.One, shift);
        ForwardToBitReversed(coefficients, threads);
    }

    /// <summary>Replaces the values on the coset <c>shift·wⁱ</c> in bit-reversed order by coefficients in natural order.</summary>
    /// <inheritdoc cref="ForwardOnCoset"/>
    public void InverseOnCosetFromBitReversed(Span<Fr> values, in Fr shift, int threads = 1)
    {
        ThrowIfWrong(values, threads);
        ThrowIfZero(shift);
        InverseTimes(values, SizeInverse, threads);
        Elementwise.MultiplyByPowers(values, Fr.One, Fr.Inverse(shift));
    }

    private void InverseTimes(Span<Fr> values, in Fr scale, int threads)
    {
        if (UsesLanes)
        {
            Lanes.Inverse(values, scale, threads);
            return;
        }

        InverseScalar(values);
        foreach (ref Fr value in values)
            value *= scale;
    }

    private static void ThrowIfZero(in Fr shift)
    {
        if (shift.IsZero)
            throw new ArgumentException("Zero shifts the domain to a single point, not to a coset.", nameof(shift));
    }

    private void ThrowIfWrong(ReadOnlySpan<Fr> elements, int threads)
    {
        if (elements.Length != Size)
            throw new ArgumentException($"A transform of this domain takes {Size} elements, not {elements.Length}.");
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
    }
}
