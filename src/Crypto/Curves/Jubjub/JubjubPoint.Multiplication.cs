namespace Plimsoll.Crypto.Curves;

/// <content>Scalar multiplication for secrets: the same operations and addresses whatever the scalar is.</content>
public readonly partial struct JubjubPoint
{
    private const int Digits = 64; // of 4 bits, from −8 to 7
    private const int TableSize = 8;

    /// <summary>Returns the multiple of the point: 252 doublings and 64 additions. Constant-time.</summary>
    public static JubjubPoint operator *(in JubjubPoint p, in JubjubScalar scalar)
    {
        PreparedTable multiples = default;
        JubjubPoint multiple = p;
        for (int i = 0; i < TableSize; i++, multiple += p)
            multiples[i] = new(multiple);
        Span<sbyte> digits = stackalloc sbyte[Digits];
        WriteDigits(scalar, digits);
        JubjubPoint result = Identity;
        for (int i = Digits - 1; i >= 0; i--)
        {
            if (i < Digits - 1)
                result = Double(Double(Double(Double(result))));
            result = Add(result, PreparedJubjubPoint.Choose(multiples, digits[i]));
        }

        digits.Clear();
        return result;
    }

    /// <summary>Returns scalar·B: 64 additions from a table of 512 points. Constant-time.</summary>
    public static JubjubPoint MultiplyGenerator(in JubjubScalar scalar)
    {
        Span<sbyte> digits = stackalloc sbyte[Digits];
        WriteDigits(scalar, digits);
        JubjubPoint result = Identity;
        for (int i = 0; i < Digits; i++)
            result = AddAffine(result, PreparedJubjubPoint.Choose(GeneratorTable.Multiples.AsSpan(i * TableSize, TableSize), digits[i]));
        digits.Clear();
        return result;
    }

    // Σ digits[i]·16^i is the scalar, each digit from −8 to 7 except the last, which takes the carry of a number below 2^252.
    private static void WriteDigits(in JubjubScalar scalar, Span<sbyte> digits)
    {
        Span<ulong> limbs = stackalloc ulong[4];
        scalar.WriteLimbs(limbs);
        int carry = 0;
        for (int i = 0; i < Digits; i++)
        {
            int digit = (int)((limbs[i / 16] >> (i % 16 * 4)) & 15) + carry;
            carry = (digit + 8) >> 4;
            digits[i] = (sbyte)(digit - (carry << 4));
        }

        limbs.Clear();
    }

    // 1·16^i·B to 8·16^i·B for each i, as affine points.
    private static PreparedJubjubPoint[] MultiplesOfGenerator()
    {
        JubjubPoint[] points = new JubjubPoint[Digits * TableSize];
        JubjubPoint step = Generator;
        for (int i = 0; i < points.Length; i += TableSize, step = Double(points[i - 1]))
        {
            points[i] = step;
            for (int j = 1; j < TableSize; j++)
                points[i + j] = points[i + j - 1] + step;
        }

        return PrepareAffine(points);
    }

    /// <summary>Prepares points with their denominators divided out, so that twice the denominator is 2.</summary>
    internal static PreparedJubjubPoint[] PrepareAffine(JubjubPoint[] points)
    {
        Fr[] inverses = [.. points.Select(p => p.Z)];
        FieldAlgorithms.BatchInvert<Fr>(inverses, new Fr[points.Length]);
        return [.. points.Zip(inverses, (p, inverse) => new PreparedJubjubPoint(new JubjubPoint(new JubjubAffine(p.X * inverse, p.Y * inverse))))];
    }

    // A class of its own: its initializer needs the constants of this one.
    private static class GeneratorTable
    {
        public static readonly PreparedJubjubPoint[] Multiples = MultiplesOfGenerator();
    }

    [System.Runtime.CompilerServices.InlineArray(TableSize)]
    private struct PreparedTable
    {
        private PreparedJubjubPoint _first;
    }
}
