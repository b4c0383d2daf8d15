using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Plimsoll.Crypto.Curves.Lanes;

/// <content>Secret scalars: complete formulas on vectors, tables read in full, nothing that branches on a digit.</content>
internal static unsafe partial class LaneMultiplication
{
    private const int WindowBits = SecretTable.WindowBits, WindowTable = SecretTable.Length;

    /// <summary>Returns <c>(d₀ + d₁·x²)·p</c> for two digits of two limbs each. Constant-time.</summary>
    [SkipLocalsInit]
    public static G1Projective MultiplySecret(in G1Affine p, ReadOnlySpan<ulong> digits)
    {
        long* buffer = stackalloc long[(2 * WindowTable + 2) * FqLanes.MaxLength + 8];
        long* table = AlignedWords.Align(buffer), sum = table + 2 * WindowTable * LanePoint.Length, factors = sum + LanePoint.Length;
        LanePoint.Load(sum, G1Projective.Infinity);
        LanePoint.Load(Entry(table, 1), new G1Projective(p));
        FillMultiples<FqLaneTower>(table, sum);
        LanePoint.LoadNegatedPhi(factors);
        for (int i = 0; i < WindowTable; i++)
            LanePoint.Scale<FqLaneTower>(Entry(table, WindowTable + i), Entry(table, i), factors);
        AddWindows<FqLaneTower>(sum, table, digits, 2);
        return LanePoint.StoreG1(sum);
    }

    /// <summary>Returns <c>Σ dⱼ·|x|ʲ·p</c> for four digits of one limb. Constant-time.</summary>
    [SkipLocalsInit]
    public static G2Projective MultiplySecret(in G2Affine p, ReadOnlySpan<ulong> digits)
    {
        long* buffer = stackalloc long[(4 * WindowTable + 2) * FqLanes.MaxLength + 8];
        long* table = AlignedWords.Align(buffer), sum = table + 4 * WindowTable * LanePoint.Length, factors = sum + LanePoint.Length;
        LanePoint.Load(sum, G2Projective.Infinity);
        LanePoint.Load(Entry(table, 1), new G2Projective(p));
        FillMultiples<Fq2LaneTower>(table, sum);
        LanePoint.LoadNegatedPsi(factors);
        for (int i = WindowTable; i < 4 * WindowTable; i++)
            NegatedPsi(Entry(table, i), Entry(table, i - WindowTable), factors);
        AddWindows<Fq2LaneTower>(sum, table, digits, 1);
        return LanePoint.StoreG2(sum);
    }

    // Infinity, and 2p, 3p, … after the p that is there.
    private static void FillMultiples<TTower>(long* table, long* infinity)
        where TTower : struct, ILaneTower
    {
        new ReadOnlySpan<long>(infinity, LanePoint.Length).CopyTo(new Span<long>(table, LanePoint.Length));
        for (int i = 2; i < WindowTable; i++)
            LanePoint.Add<TTower>(Entry(table, i), Entry(table, i - 1), Entry(table, 1));
    }

    // Σ digitsᵢ·pᵢ on top of infinity, table i holding the multiples of pᵢ and each digit being the given number of limbs long.
    [SkipLocalsInit]
    private static void AddWindows<TTower>(long* sum, long* tables, ReadOnlySpan<ulong> digits, int limbsPerDigit)
        where TTower : struct, ILaneTower
    {
        long* buffer = stackalloc long[FqLanes.MaxLength + 8], entry = AlignedWords.Align(buffer);
        for (int shift = 64 * limbsPerDigit - WindowBits; shift >= 0; shift -= WindowBits)
        {
            for (int i = 0; i < WindowBits; i++)
                LanePoint.Double<TTower>(sum, sum);
            for (int i = 0; i * limbsPerDigit < digits.Length; i++)
            {
                ulong window = (digits[i * limbsPerDigit + shift / 64] >> (shift % 64)) & (WindowTable - 1);
                Lookup(entry, Entry(tables, i * WindowTable), window);
                LanePoint.Add<TTower>(sum, sum, entry);
            }
        }
    }

    // Copies one of 16 entries; every entry is read.
    private static void Lookup(long* result, long* table, ulong index)
    {
        Vector512<long> wanted = Vector512.Create((long)index);
        for (int limb = 0; limb < LanePoint.Length; limb += FqLanes.Lanes)
        {
            Vector512<long> chosen = Vector512<long>.Zero;
            for (int i = 0; i < WindowTable; i++)
                chosen |= Vector512.Load(Entry(table, i) + limb) & Vector512.Equals(wanted, Vector512.Create((long)i));
            chosen.Store(result + limb);
        }
    }
}
