namespace Plimsoll.Crypto.Fields;

/// <summary>The arithmetic of a field, resolved at compile time.</summary>
/// <remarks>
/// Implementations are value types whose every representable instance is canonical, so equality of values is equality of fields' limbs.
/// Unless a member says otherwise it is variable-time: keep long-lived secrets away from it.
/// </remarks>
public interface IFieldArithmetic<T> : IEquatable<T>
    where T : struct, IFieldArithmetic<T>
{
    /// <summary>The neutral element of addition.</summary>
    static abstract T Zero { get; }

    /// <summary>The neutral element of multiplication.</summary>
    static abstract T One { get; }

    /// <summary>Whether this is the neutral element of addition.</summary>
    bool IsZero { get; }

    /// <summary>Returns the sum.</summary>
    static abstract T operator +(in T a, in T b);

    /// <summary>Returns the difference.</summary>
    static abstract T operator -(in T a, in T b);

    /// <summary>Returns the additive inverse.</summary>
    static abstract T operator -(in T a);

    /// <summary>Returns the product.</summary>
    static abstract T operator *(in T a, in T b);

    /// <summary>Returns <c>a + a</c>.</summary>
    static abstract T Double(in T a);

    /// <summary>Returns <c>a · a</c>.</summary>
    static abstract T Square(in T a);

    /// <summary>Returns <c>a^(2^count)</c>; the count is not negative.</summary>
    static virtual T SquareTimes(in T a, int count)
    {
        T result = a;
        for (; count != 0; count--)
            result = T.Square(result);
        return result;
    }

    /// <summary>Returns <c>a⁻¹</c>, and zero for zero.</summary>
    static abstract T Inverse(in T a);
}
