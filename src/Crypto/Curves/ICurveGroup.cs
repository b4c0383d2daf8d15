namespace Plimsoll.Crypto.Curves;

/// <summary>The constants of a prime-order subgroup of y² = x³ + b over <typeparamref name="TField"/>.</summary>
public interface ICurveGroup<TField>
    where TField : struct, IField<TField>
{
    /// <summary>The curve's b.</summary>
    static abstract TField B { get; }

    /// <summary>Returns the product with 3b.</summary>
    static abstract TField MultiplyBy3B(in TField a);

    /// <summary>The x-coordinate of the subgroup's generator.</summary>
    static abstract TField GeneratorX { get; }

    /// <summary>The y-coordinate of the subgroup's generator.</summary>
    static abstract TField GeneratorY { get; }
}
