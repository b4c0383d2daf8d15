using Plimsoll.Crypto.Polynomials;
using Plimsoll.Snark.Circuits;

namespace Plimsoll.Snark.Gadgets;

/// <summary>The value of a blob's polynomial at a point, as EIP-4844 evaluates it.</summary>
public static class PolynomialEvaluation
{
    /// <summary>Returns p(z), p being given by its values on the domain; one constraint a value, and one for each doubling of the domain's size.</summary>
    /// <remarks>
    /// p(z) = (zⁿ − 1)/n · Σ dᵢ·wᵢ/(z − wᵢ). Each quotient is a hint with q·(z − wᵢ) = dᵢ·wᵢ; zⁿ ≠ 1 is stated, so that no denominator is zero and each has one value.
    /// </remarks>
    /// <param name="builder">The circuit.</param>
    /// <param name="values">The first values, in bit-reversed order; those that are missing are zero. At least one.</param>
    /// <param name="z">A point outside the domain.</param>
    /// <param name="log2Size">The base-2 logarithm of the domain's size; 12 for a blob.</param>
    public static Signal EvaluateBitReversed(this CircuitBuilder builder, ReadOnlySpan<Signal> values, in Signal z, int log2Size)
    {
        ArgumentNullException.ThrowIfNull(builder);
        EvaluationDomain domain = EvaluationDomain.Of(log2Size);
        if (values.Length == 0 || values.Length > domain.Size)
            throw new ArgumentException($"A polynomial on this domain has 1 to {domain.Size} values.", nameof(values));

        Signal power = z;
        for (int i = 0; i < log2Size; i++)
            power = builder.Square(power);
        Signal vanishing = power - 1;
        builder.Invert(vanishing);

        Fr[] inverses = new Fr[values.Length], elements = new Fr[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            elements[i] = domain.ElementAt(BitReversal.Of(i, log2Size));
            inverses[i] = z.Value - elements[i];
        }

        FieldAlgorithms.BatchInvert(inverses, new Fr[inverses.Length]);
        Signal[] quotients = new Signal[values.Length];
        for (int i = 0; i < values.Length; i++)
            quotients[i] = builder.Divide(elements[i] * values[i], z - elements[i], inverses[i]);
        return builder.Multiply(domain.SizeInverse * vanishing, Signal.Sum(quotients));
    }
}
