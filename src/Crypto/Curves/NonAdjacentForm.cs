namespace Plimsoll.Crypto.Curves;

/// <summary>Signed digits of scalars: odd or zero, and at most one non-zero digit among any <c>width</c> neighbours.</summary>
internal static class NonAdjacentForm
{
    /// <summary>Writes the digits, least significant first, and returns how many there are up to the last non-zero one.</summary>
    /// <remarks>Digits are below 2^(width − 1) in absolute value. Variable-time.</remarks>
    /// <param name="scalar">Limbs, least significant first.</param>
    /// <param name="width">2 to 8.</param>
    /// <param name="digits">At least one longer than the scalar has bits; overwritten.</param>
    public static int Recode(ReadOnlySpan<ulong> scalar, int width, Span<sbyte> digits)
    {
        digits.Clear();
        int bits = 64 * scalar.Length, length = 0;
        uint carry = 0;
        for (int position = 0; position < bits;)
        {
            if ((uint)(scalar[position / 64] >> (position % 64) & 1) == carry)
            {
                position++;
                continue;
            }

            // Odd: the bit and the carry differ. A digit of the upper half is made negative and carries into the next window.
            uint digit = Window(scalar, position, width) + carry;
            carry = digit >> (width - 1);
            digits[position] = (sbyte)((int)digit - (int)(carry << width));
            length = position + 1;
            position += width;
        }

        if (carry != 0)
        {
            digits[bits] = 1;
            length = bits + 1;
        }

        return length;
    }

    private static uint Window(ReadOnlySpan<ulong> scalar, int position, int width)
    {
        int limb = position / 64, shift = position % 64;
        ulong window = scalar[limb] >> shift;
        if (shift + width > 64 && limb + 1 < scalar.Length)
            window |= scalar[limb + 1] << (64 - shift);
        return (uint)window & ((1u << width) - 1);
    }
}
