namespace Plimsoll.Crypto.Fields;

/// <summary>Algorithms that are the same in every field.</summary>
public static class FieldAlgorithms
{
    /// <summary>Returns <c>a^exponent</c>, the exponent given as little-endian 64-bit limbs.</summary>
    /// <remarks>Square and multiply, most significant bit first; variable-time in the exponent.</remarks>
    public static T Pow<T>(in T a, ReadOnlySpan<ulong> exponent)
        where T : struct, IFieldArithmetic<T>
    {
        T result = T.One;
        for (int i = exponent.Length * 64 - 1; i >= 0; i--)
        {
            result = T.Square(result);
            if (((exponent[i / 64] >> (i % 64)) & 1) != 0)
                result *= a;
        }

        return result;
    }

    /// <summary>Replaces every element by its inverse, and leaves zeros as they are.</summary>
    /// <remarks>Montgomery's trick: one inversion and 3(n − 1) products. <paramref name="scratch"/> is at least as long as <paramref name="elements"/>.</remarks>
    public static void BatchInvert<T>(Span<T> elements, Span<T> scratch)
        where T : struct, IFieldArithmetic<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(scratch.Length, elements.Length);
        T product = T.One;
        for (int i = 0; i < elements.Length; i++)
        {
            scratch[i] = product;
            if (!elements[i].IsZero)
                product *= elements[i];
        }

        T inverse = T.Inverse(product);
        for (int i = elements.Length - 1; i >= 0; i--)
        {
            if (elements[i].IsZero)
                continue;
            T element = elements[i];
            elements[i] = inverse * scratch[i];
            inverse *= element;
        }
    }
}
