namespace Plimsoll.Crypto.Curves;

/// <summary>The double multiplication of signature verification, on public values: variable-time.</summary>
internal static partial class JubjubVerification
{
    /// <summary>Digits of s: 8 bits each, from −128 to 127.</summary>
    private const int GeneratorDigits = 32;

    /// <summary>Digits of e: 4 bits each, from −8 to 7, and the last carry.</summary>
    private const int KeyDigits = 33;

    private const int GeneratorMultiples = 128;
    private const int KeyMultiples = 8;

    // 1·256^i·B to 128·256^i·B for each i, as affine points; 512 KiB.
    private static readonly PreparedJubjubPoint[] s_generatorTable = MakeGeneratorTable();

    /// <summary>Returns s·B − e·A: 128 doublings and up to 65 additions, for any point A of the curve.</summary>
    public static JubjubPoint Commitment(in JubjubScalar s, UInt128 e, in JubjubAffine key)
    {
        JubjubPoint negative = new(-key), result = JubjubPoint.Identity;
        KeyTable multiples = default;
        JubjubPoint multiple = negative;
        for (int i = 0; i < KeyMultiples; i++, multiple += negative)
            multiples[i] = new(multiple);
        Span<sbyte> digits = stackalloc sbyte[KeyDigits];
        WriteKeyDigits(e, digits);
        for (int i = KeyDigits - 1; i >= 0; i--)
        {
            if (i < KeyDigits - 1)
                result = JubjubPoint.Double(JubjubPoint.Double(JubjubPoint.Double(JubjubPoint.Double(result))));
            if (digits[i] > 0)
                result = JubjubPoint.Add(result, multiples[digits[i] - 1]);
            else if (digits[i] < 0)
                result = JubjubPoint.Add(result, -multiples[-digits[i] - 1]);
        }

        digits = stackalloc sbyte[GeneratorDigits];
        WriteGeneratorDigits(s, digits);
        for (int i = 0; i < GeneratorDigits; i++)
        {
            ReadOnlySpan<PreparedJubjubPoint> row = s_generatorTable.AsSpan(i * GeneratorMultiples, GeneratorMultiples);
            if (digits[i] > 0)
                result = JubjubPoint.AddAffine(result, row[digits[i] - 1]);
            else if (digits[i] < 0)
                result = JubjubPoint.AddAffine(result, -row[-digits[i] - 1]);
        }

        return result;
    }

    // Σ digits[i]·256^i = s; the last digit takes the carry of a number below 2^252.
    private static void WriteGeneratorDigits(in JubjubScalar s, Span<sbyte> digits)
    {
        Span<ulong> limbs = stackalloc ulong[4];
        s.WriteLimbs(limbs);
        int carry = 0;
        for (int i = 0; i < GeneratorDigits; i++)
        {
            int digit = (int)((limbs[i / 8] >> (i % 8 * 8)) & 255) + carry;
            carry = (digit + 128) >> 8;
            digits[i] = (sbyte)(digit - (carry << 8));
        }
    }

    // Σ digits[i]·16^i = e.
    private static void WriteKeyDigits(UInt128 e, Span<sbyte> digits)
    {
        int carry = 0;
        for (int i = 0; i < KeyDigits - 1; i++, e >>= 4)
        {
            int digit = (int)(e & 15) + carry;
            carry = (digit + 8) >> 4;
            digits[i] = (sbyte)(digit - (carry << 4));
        }

        digits[KeyDigits - 1] = (sbyte)carry;
    }

    private static PreparedJubjubPoint[] MakeGeneratorTable()
    {
        JubjubPoint[] points = new JubjubPoint[GeneratorDigits * GeneratorMultiples];
        JubjubPoint step = JubjubPoint.Generator;
        for (int i = 0; i < points.Length; i += GeneratorMultiples, step = JubjubPoint.Double(points[i - 1]))
        {
            points[i] = step;
            for (int j = 1; j < GeneratorMultiples; j++)
                points[i + j] = points[i + j - 1] + step;
        }

        return JubjubPoint.PrepareAffine(points);
    }

    [System.Runtime.CompilerServices.InlineArray(KeyMultiples)]
    private struct KeyTable
    {
        private PreparedJubjubPoint _first;
    }
}
