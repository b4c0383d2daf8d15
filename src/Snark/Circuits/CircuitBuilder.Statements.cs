namespace Plimsoll.Snark.Circuits;

/// <content>What is said often, in terms of products.</content>
public sealed partial class CircuitBuilder
{
    /// <summary>States <c>a = b</c>; one constraint.</summary>
    public void AssertEqual(in Signal a, in Signal b) => AssertProduct(a - b, 1, 0);

    /// <summary>States that the signal is 0 or 1; one constraint.</summary>
    public void AssertBoolean(in Signal bit) => AssertProduct(bit, 1 - bit, 0);

    /// <summary>Returns the signal's square; one constraint.</summary>
    public Signal Square(in Signal a) => Multiply(a, a);

    /// <summary>Returns <c>1/a</c>, and thereby states <c>a ≠ 0</c>; one constraint.</summary>
    public Signal Invert(in Signal a)
    {
        Signal inverse = Hint(Fr.Inverse(a.Value));
        AssertProduct(a, inverse, 1);
        return inverse;
    }

    /// <summary>Returns <c>numerator / denominator</c>; one constraint.</summary>
    /// <remarks>Warning: for 0/0 the quotient could be anything. The caller knows that the denominator is never zero.</remarks>
    public Signal Divide(in Signal numerator, in Signal denominator) => Divide(numerator, denominator, Fr.Inverse(denominator.Value));

    /// <summary>The same, where the denominator's inverse has been computed together with others.</summary>
    internal Signal Divide(in Signal numerator, in Signal denominator, in Fr inverse)
    {
        Signal quotient = Hint(numerator.Value * inverse);
        AssertProduct(quotient, denominator, numerator);
        return quotient;
    }

    /// <summary>Returns 1 if the signal is zero and 0 otherwise; two constraints.</summary>
    public Signal IsZero(in Signal a)
    {
        // a·x = 1 − z and a·z = 0: for a = 0 the first says z = 1, otherwise the second says z = 0.
        Signal inverse = Hint(Fr.Inverse(a.Value)), isZero = Hint(a.Value.IsZero ? Fr.One : Fr.Zero);
        AssertProduct(a, inverse, 1 - isZero);
        AssertProduct(a, isZero, 0);
        return isZero;
    }

    /// <summary>Returns 1 if the two are equal and 0 otherwise; two constraints.</summary>
    public Signal IsEqual(in Signal a, in Signal b) => IsZero(a - b);

    /// <summary>Returns one of two; one constraint.</summary>
    /// <param name="bit">0 or 1, which the caller has stated.</param>
    /// <param name="whenOne">The result for 1.</param>
    /// <param name="whenZero">The result for 0.</param>
    public Signal Select(in Signal bit, in Signal whenOne, in Signal whenZero) => MultiplyAdd(bit, whenOne - whenZero, whenZero);

    /// <summary>States <c>a = b</c> where the bit is 1, and nothing where it is 0; one constraint.</summary>
    public void AssertEqualIf(in Signal bit, in Signal a, in Signal b) => AssertProduct(bit, a - b, 0);

    /// <summary>Returns the logical and of two bits; one constraint.</summary>
    public Signal And(in Signal a, in Signal b) => Multiply(a, b);

    /// <summary>Returns the logical or of two bits; one constraint.</summary>
    public Signal Or(in Signal a, in Signal b) => a + b - Multiply(a, b);
}
