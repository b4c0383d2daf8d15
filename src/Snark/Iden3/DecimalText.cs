using System.Globalization;
using System.Text;

namespace Plimsoll.Snark.Iden3;

/// <summary>Non-negative numbers of any length between decimal text and big-endian bytes.</summary>
internal static class DecimalText
{
    private const ulong LimbBase = 1_000_000_000_000_000_000;

    public static string Format(ReadOnlySpan<byte> bigEndian)
    {
        // Limbs of 18 digits, least significant first.
        List<ulong> limbs = [0];
        foreach (byte next in bigEndian)
        {
            UInt128 carry = next;
            for (int i = 0; i < limbs.Count; i++)
            {
                carry += (UInt128)limbs[i] << 8;
                (carry, UInt128 rest) = UInt128.DivRem(carry, LimbBase);
                limbs[i] = (ulong)rest;
            }

            if (carry != 0)
                limbs.Add((ulong)carry);
        }

        StringBuilder text = new(limbs[^1].ToString(CultureInfo.InvariantCulture));
        for (int i = limbs.Count - 2; i >= 0; i--)
            text.Append(limbs[i].ToString("D18", CultureInfo.InvariantCulture));
        return text.ToString();
    }

    /// <summary>Parses digits, without a sign or a leading zero, that fit.</summary>
    public static bool TryParse(string? text, Span<byte> bigEndian)
    {
        bigEndian.Clear();
        if (string.IsNullOrEmpty(text) || text.Length > 3 * bigEndian.Length || (text[0] == '0' && text.Length > 1))
            return false;
        foreach (char digit in text)
        {
            if (!char.IsAsciiDigit(digit))
                return false;
            int carry = digit - '0';
            for (int i = bigEndian.Length - 1; i >= 0; i--)
            {
                carry += 10 * bigEndian[i];
                bigEndian[i] = (byte)carry;
                carry >>= 8;
            }

            if (carry != 0)
                return false;
        }

        return true;
    }
}
