using System.Runtime.CompilerServices;

namespace Plimsoll.Crypto.Curves.Lanes;

/// <summary>Multiples computed in lanes; for machines where <see cref="FqLanes.IsWide"/>.</summary>
internal static unsafe partial class LaneMultiplication
{
    /// <summary>Returns |x|·p for any point of the curve.</summary>
    [SkipLocalsInit]
    public static G1Projective MultiplyBySeed(in G1Projective p)
    {
        long* buffer = stackalloc long[FqLanes.MaxLength + 8], lanes = AlignedWords.Align(buffer);
        LanePoint.Load(lanes, p);
        MultiplyBySeed<FqLaneTower>(lanes);
        return LanePoint.StoreG1(lanes);
    }

    /// <summary>Returns x²·p for any point of the curve.</summary>
    [SkipLocalsInit]
    public static G1Projective MultiplyBySquaredSeed(in G1Projective p)
    {
        long* buffer = stackalloc long[FqLanes.MaxLength + 8], lanes = AlignedWords.Align(buffer);
        LanePoint.Load(lanes, p);
        MultiplyBySeed<FqLaneTower>(lanes);
        MultiplyBySeed<FqLaneTower>(lanes);
        return LanePoint.StoreG1(lanes);
    }

    /// <summary>Returns |x|·p for any point of the curve.</summary>
    [SkipLocalsInit]
    public static G2Projective MultiplyBySeed(in G2Projective p)
    {
        long* buffer = stackalloc long[FqLanes.MaxLength + 8], lanes = AlignedWords.Align(buffer);
        LanePoint.Load(lanes, p);
        MultiplyBySeed<Fq2LaneTower>(lanes);
        return LanePoint.StoreG2(lanes);
    }

    // Replaces p by |x|·p: 63 doublings and 5 additions.
    [SkipLocalsInit]
    private static void MultiplyBySeed<TTower>(long* p)
        where TTower : struct, ILaneTower
    {
        long* buffer = stackalloc long[FqLanes.MaxLength + 8], sum = AlignedWords.Align(buffer);
        new ReadOnlySpan<long>(p, LanePoint.Length).CopyTo(new Span<long>(sum, LanePoint.Length));
        for (int bit = 62; bit >= 0; bit--)
        {
            LanePoint.Double<TTower>(sum, sum);
            if (((Endomorphism.Seed >> bit) & 1) != 0)
                LanePoint.Add<TTower>(sum, sum, p);
        }

        new ReadOnlySpan<long>(sum, LanePoint.Length).CopyTo(new Span<long>(p, LanePoint.Length));
    }
}
