using System.Runtime.CompilerServices;

namespace Plimsoll.Crypto.Fields;

/// <summary>Algorithms that are the same in every field.</summary>
public static class FieldAlgorithms
{
    private const int WindowBits = 5, OddPowerCount = 1 << (WindowBits - 1);

    /// <summary>Returns <c>a^exponent</c>, the exponent given as little-endian 64-bit limbs.</summary>
    /// <remarks>
    /// Sliding windows of 5 bits over a table of odd powers, plain square and multiply up to 64 bits.
    /// Variable-time in the exponent; for a fixed exponent the operations are the same whatever a is.
    /// </remarks>
    public static T Pow<T>(in T a, ReadOnlySpan<ulong> exponent)
        where T : struct, IFieldArithmetic<T>
    {
        int bit = exponent.Length * 64 - 1;
        while (bit >= 0 && !HasBit(exponent, bit))
            bit--;
        if (bit < 0)
            return T.One;

        int width = bit < 64 ? 1 : WindowBits;
        OddPowers<T> odd = default; // a, a³, a⁵ …
        odd[0] = a;
        T square = T.Square(a);
        for (int i = 1; i < 1 << (width - 1); i++)
            odd[i] = odd[i - 1] * square;

        T result = T.One;
        bool started = false;
        while (bit >= 0)
        {
            int low = bit; // the window is exponent[bit..low], odd or a single zero
            if (HasBit(exponent, bit))
            {
                low = Math.Max(bit - width + 1, 0);
                while (!HasBit(exponent, low))
                    low++;
            }

            int window = 0, length = bit - low + 1;
            for (; bit >= low; bit--)
                window = 2 * window + (HasBit(exponent, bit) ? 1 : 0);
            if (started)
                result = T.SquareTimes(result, length);
            if (window != 0)
                result = started ? result * odd[window >> 1] : odd[window >> 1];
            started = true;
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

    private static bool HasBit(ReadOnlySpan<ulong> exponent, int bit) => ((exponent[bit / 64] >> (bit % 64)) & 1) != 0;

    [InlineArray(OddPowerCount)]
    private struct OddPowers<T>
    {
        private T _first;
    }
}
