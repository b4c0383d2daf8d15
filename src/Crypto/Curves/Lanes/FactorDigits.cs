namespace Plimsoll.Crypto.Curves.Lanes;

/// <summary>Odd digits below 16 in absolute value for the parts of scalars: sparse ones for a factor that all lanes share, dense ones where each lane has its own.</summary>
internal static class FactorDigits
{
    /// <summary>The limbs of all parts of a scalar, and the most digits of one.</summary>
    public const int Limbs = 4, MaxShared = 64 * Limbs + 4, MaxDense = 64;

    /// <summary>The odd multiples of a table.</summary>
    public const int TableLength = 1 << (Width - 2);

    /// <summary>The bits of a dense digit.</summary>
    public const int WindowBits = 4;

    private const int Width = 5;

    /// <summary>The sparse digits of a part: one more than it has bits.</summary>
    public static int SharedLength(int parts) => 64 * Limbs / parts + 1;

    /// <summary>The dense digits of a part.</summary>
    public static int DenseLength(int parts) => 64 * Limbs / parts / WindowBits;

    /// <summary>Writes non-adjacent forms, part by part, and returns the length of the longest.</summary>
    public static int Share(ReadOnlySpan<ulong> limbs, int parts, Span<sbyte> digits)
    {
        int size = Limbs / parts, stride = SharedLength(parts), length = 0;
        for (int p = 0; p < parts; p++)
            length = Math.Max(length, NonAdjacentForm.Recode(limbs.Slice(size * p, size), Width, digits.Slice(stride * p, stride)));
        return length;
    }

    /// <summary>Writes digits none of which is zero, part by part, <paramref name="stride"/> apart; returns the parts that are even, whose digits are those of one more.</summary>
    /// <remarks>d = (a mod 32) − 16 is odd with a, and so is (a − d)/16. Source: Joye, Tunstall 2009.</remarks>
    public static int Densify(ReadOnlySpan<ulong> limbs, int parts, Span<sbyte> digits, int stride)
    {
        int size = Limbs / parts, length = DenseLength(parts), even = 0;
        for (int p = 0; p < parts; p++)
        {
            UInt128 value = new(size == 2 ? limbs[size * p + 1] : 0, limbs[size * p]);
            if (UInt128.IsEvenInteger(value))
            {
                even |= 1 << p;
                value++;
            }

            for (int i = 0; i < length - 1; i++)
            {
                int low = (int)(value & (2 * (1 << WindowBits) - 1));
                digits[(length * p + i) * stride] = (sbyte)(low - (1 << WindowBits));
                value = (value >> WindowBits) | 1; // (a − low + 16)/16: the bit of 16 is set, whichever it was
            }

            digits[(length * p + length - 1) * stride] = (sbyte)value;
        }

        return even;
    }
}
