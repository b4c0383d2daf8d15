using System.Runtime.CompilerServices;

namespace Plimsoll.Crypto.Curves.Lanes;

/// <content>Points of the subgroup and public scalars, given as non-adjacent forms along the endomorphism's eigenvalues.</content>
internal static unsafe partial class LaneMultiplication
{
    private const int G1Table = 8, G2Table = 4, G2Forms = 4, G2FormLength = 65;

    /// <summary>Returns <c>low·p + high·x²·p</c>, the forms having a width of 5 and <paramref name="length"/> digits.</summary>
    [SkipLocalsInit]
    public static G1Projective Multiply(in G1Affine p, ReadOnlySpan<sbyte> low, ReadOnlySpan<sbyte> high, int length)
    {
        long* buffer = stackalloc long[(2 * G1Table + 2) * LanePoint.Length + 8];
        long* table = AlignedWords.Align(buffer), sum = table + 2 * G1Table * LanePoint.Length, factors = sum + LanePoint.Length;
        LanePoint.Load(table, new G1Projective(p));
        FillOddMultiples<FqLaneTower>(table, G1Table, sum);
        LanePoint.LoadNegatedPhi(factors);
        for (int i = 0; i < G1Table; i++)
            LanePoint.Scale<FqLaneTower>(Entry(table, G1Table + i), Entry(table, i), factors); // x²·p = −φ(p)

        LanePoint.Load(sum, G1Projective.Infinity);
        for (int i = length - 1; i >= 0; i--)
        {
            LanePoint.Double<FqLaneTower>(sum, sum);
            AddDigit<FqLaneTower>(sum, table, low[i]);
            AddDigit<FqLaneTower>(sum, Entry(table, G1Table), high[i]);
        }

        return LanePoint.StoreG1(sum);
    }

    /// <summary>Returns <c>Σ formⱼ·|x|ʲ·p</c> for four forms of width 4, one after the other, with <paramref name="length"/> digits of each in use.</summary>
    [SkipLocalsInit]
    public static G2Projective Multiply(in G2Affine p, ReadOnlySpan<sbyte> forms, int length)
    {
        long* buffer = stackalloc long[(G2Forms * G2Table + 2) * LanePoint.Length + 8];
        long* table = AlignedWords.Align(buffer), sum = table + G2Forms * G2Table * LanePoint.Length, factors = sum + LanePoint.Length;
        LanePoint.Load(table, new G2Projective(p));
        FillOddMultiples<Fq2LaneTower>(table, G2Table, sum);
        LanePoint.LoadNegatedPsi(factors);
        for (int i = G2Table; i < G2Forms * G2Table; i++)
            NegatedPsi(Entry(table, i), Entry(table, i - G2Table), factors); // |x|·p = −ψ(p)

        LanePoint.Load(sum, G2Projective.Infinity);
        for (int i = length - 1; i >= 0; i--)
        {
            LanePoint.Double<Fq2LaneTower>(sum, sum);
            for (int j = 0; j < G2Forms; j++)
                AddDigit<Fq2LaneTower>(sum, Entry(table, G2Table * j), forms[G2FormLength * j + i]);
        }

        return LanePoint.StoreG2(sum);
    }

    private static long* Entry(long* table, int index) => table + index * LanePoint.Length;

    // 3p, 5p, … after the p that is there; twice is for 2p.
    private static void FillOddMultiples<TTower>(long* table, int length, long* twice)
        where TTower : struct, ILaneTower
    {
        LanePoint.Double<TTower>(twice, table);
        for (int i = 1; i < length; i++)
            LanePoint.Add<TTower>(Entry(table, i), Entry(table, i - 1), twice);
    }

    private static void NegatedPsi(long* result, long* p, long* factors)
    {
        LanePoint.Conjugate(result, p);
        LanePoint.Scale<Fq2LaneTower>(result, result, factors);
    }

    [SkipLocalsInit]
    private static void AddDigit<TTower>(long* sum, long* table, sbyte digit)
        where TTower : struct, ILaneTower
    {
        if (digit > 0)
        {
            LanePoint.Add<TTower>(sum, sum, Entry(table, digit >> 1));
        }
        else if (digit < 0)
        {
            long* buffer = stackalloc long[LanePoint.Length + 8], negated = AlignedWords.Align(buffer);
            LanePoint.Negate(negated, Entry(table, -digit >> 1));
            LanePoint.Add<TTower>(sum, sum, negated);
        }
    }
}
