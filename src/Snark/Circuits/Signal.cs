namespace Plimsoll.Snark.Circuits;

/// <summary>A value of a circuit: a constant, a wire, or a linear combination of wires. Sums and multiples are free.</summary>
/// <remarks>
/// While a circuit is compiled a signal is its linear combination, while it is solved it is its value. Products of signals, which
/// cost a constraint, are made by <see cref="CircuitBuilder"/>. <c>default</c> is the constant zero.
/// </remarks>
public readonly struct Signal : IEquatable<Signal>
{
    internal Signal(in Fr value, LinearCombination? terms) => (Value, Terms) = (value, terms);

    /// <summary>The value under the assignment; for hints, and for nothing that decides which constraints there are.</summary>
    public Fr Value { get; }

    /// <summary>Null for a constant.</summary>
    internal LinearCombination? Terms { get; }

    /// <summary>Whether it is the same whatever the inputs are.</summary>
    public bool IsConstant => Terms is null;

    /// <summary>The constant of that value.</summary>
    public static implicit operator Signal(in Fr value) => new(value, null);

    /// <summary>The constant of that value.</summary>
    public static implicit operator Signal(ulong value) => new(Fr.FromUInt64(value), null);

    /// <summary>Returns the sum; no constraint.</summary>
    public static Signal operator +(in Signal a, in Signal b) => new(a.Value + b.Value, Combine(a, b, subtract: false));

    /// <summary>Returns the difference; no constraint.</summary>
    public static Signal operator -(in Signal a, in Signal b) => new(a.Value - b.Value, Combine(a, b, subtract: true));

    /// <summary>Returns the additive inverse; no constraint.</summary>
    public static Signal operator -(in Signal a) => new(-a.Value, a.Terms?.Times(-Fr.One));

    /// <summary>Returns the multiple; no constraint.</summary>
    public static Signal operator *(in Fr factor, in Signal a) => new(factor * a.Value, a.Terms?.Times(factor));

    /// <summary>Returns the sum of all; no constraint.</summary>
    public static Signal Sum(ReadOnlySpan<Signal> signals)
    {
        Fr sum = Fr.Zero;
        foreach (ref readonly Signal signal in signals)
            sum += signal.Value;
        return new(sum, TermsOf(signals, []));
    }

    /// <summary>Returns Σ weights[i] · signals[i]; no constraint, and one pass where a chain of sums would copy its terms again and again.</summary>
    /// <exception cref="ArgumentException">There are not as many weights as signals.</exception>
    public static Signal WeightedSum(ReadOnlySpan<Signal> signals, ReadOnlySpan<Fr> weights)
    {
        if (signals.Length != weights.Length)
            throw new ArgumentException($"{signals.Length} signals cannot be weighted with {weights.Length} weights.", nameof(weights));
        Fr sum = Fr.Zero;
        for (int i = 0; i < signals.Length; i++)
            sum += weights[i] * signals[i].Value;
        return new(sum, TermsOf(signals, weights));
    }

    /// <summary>The terms, also of a constant, where constraints are recorded.</summary>
    internal LinearCombination Recorded() => Terms ?? LinearCombination.Of(0, Value);

    // Without weights, each counts once.
    private static LinearCombination? TermsOf(ReadOnlySpan<Signal> signals, ReadOnlySpan<Fr> weights)
    {
        bool constant = true;
        foreach (ref readonly Signal signal in signals)
        {
            if (signal.Terms == LinearCombination.Unrecorded)
                return LinearCombination.Unrecorded;
            constant &= signal.IsConstant;
        }

        if (constant)
            return null;
        LinearCombination[] parts = new LinearCombination[signals.Length];
        for (int i = 0; i < parts.Length; i++)
            parts[i] = signals[i].Recorded();
        return LinearCombination.WeightedSum(parts, weights);
    }

    // What came from a wire stays no constant, even if it cancels: compiling and solving must decide alike.
    private static LinearCombination? Combine(in Signal a, in Signal b, bool subtract)
    {
        if (a.Terms == LinearCombination.Unrecorded || b.Terms == LinearCombination.Unrecorded)
            return LinearCombination.Unrecorded;
        if (a.IsConstant && b.IsConstant)
            return null;
        return a.Recorded().Plus(b.Recorded(), subtract);
    }

    /// <inheritdoc/>
    public bool Equals(Signal other) => Value == other.Value && Terms == other.Terms;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Signal other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Value, Terms);

    /// <summary>Whether the two are the same combination of the same wires.</summary>
    public static bool operator ==(in Signal a, in Signal b) => a.Equals(b);

    /// <summary>Whether the two differ.</summary>
    public static bool operator !=(in Signal a, in Signal b) => !a.Equals(b);
}
