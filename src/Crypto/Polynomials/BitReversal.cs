namespace Plimsoll.Crypto.Polynomials;

/// <summary>The permutation that reverses the binary digits of an index.</summary>
public static class BitReversal
{
    /// <summary>Returns <paramref name="index"/> with its lowest <paramref name="bits"/> binary digits in reverse order.</summary>
    /// <param name="index">From 0 to 2^bits − 1.</param>
    /// <param name="bits">From 0 to 31.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static int Of(int index, int bits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, 31);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)index, (1L << bits) - 1);
        return bits == 0 ? 0 : (int)(Reverse32((uint)index) >> (32 - bits));
    }

    /// <summary>Moves each element to the bit-reversed index, in place; doing it twice changes nothing.</summary>
    /// <exception cref="ArgumentException">The number of elements is not a power of two.</exception>
    public static void Permute<T>(Span<T> elements)
    {
        if (!int.IsPow2(elements.Length))
            throw new ArgumentException("The number of elements is a power of two.", nameof(elements));
        int shift = 32 - int.Log2(elements.Length);
        if (shift == 32)
            return;
        for (int i = 0; i < elements.Length; i++)
        {
            int j = (int)(Reverse32((uint)i) >> shift);
            if (i < j)
                (elements[i], elements[j]) = (elements[j], elements[i]);
        }
    }

    private static uint Reverse32(uint x)
    {
        x = ((x >> 1) & 0x55555555) | ((x & 0x55555555) << 1);
        x = ((x >> 2) & 0x33333333) | ((x & 0x33333333) << 2);
        x = ((x >> 4) & 0x0f0f0f0f) | ((x & 0x0f0f0f0f) << 4);
        return System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(x);
    }
}
