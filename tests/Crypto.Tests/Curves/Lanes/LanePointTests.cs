using System.Runtime.InteropServices;
using Plimsoll.Crypto.Curves.Lanes;
using static Plimsoll.Crypto.Tests.Curves.ReferenceMultiplication;

namespace Plimsoll.Crypto.Tests.Curves.Lanes;

/// <summary>The group law in lanes against the scalar one, on every kind of operand.</summary>
[Trait("Category", "Law")]
public sealed unsafe class LanePointTests
{
    private static readonly Gen<G1Projective> s_g1 = Gen.OneOf(AnyPoint.G1, AnyPoint.OnG1Curve, AnyPoint.OneOf(SmallOrder.G1Points)).Select(p => new G1Projective(p));

    private static readonly Gen<G2Projective> s_g2 = Gen.OneOf(AnyPoint.G2, AnyPoint.OnG2Curve, AnyPoint.OneOf(SmallOrder.G2Points)).Select(p => new G2Projective(p));

    public LanePointTests() => Assert.SkipUnless(FqLanes.IsWide, "This machine has no AVX-512, or it is switched off.");

    [Fact]
    public void Sums_and_doubles_agree_in_G1() =>
        Gen.Select(s_g1, s_g1, Gen.Int[0, 3]).Sample(
            (p, other, kind) =>
            {
                G1Projective q = kind switch { 0 => other, 1 => p, 2 => -p, _ => G1Projective.Infinity };
                return Add1(p, q) == p + q && Add1(q, p) == p + q && Double1(p) == p + p && Negate1(p) == -p;
            });

    [Fact]
    public void Sums_and_doubles_agree_in_G2() =>
        Gen.Select(s_g2, s_g2, Gen.Int[0, 3]).Sample(
            (p, other, kind) =>
            {
                G2Projective q = kind switch { 0 => other, 1 => p, 2 => -p, _ => G2Projective.Infinity };
                return Add2(p, q) == p + q && Add2(q, p) == p + q && Double2(p) == p + p && Negate2(p) == -p;
            });

    [Fact]
    public void A_long_chain_of_doublings_and_additions_stays_within_the_bounds()
    {
        byte* memory = (byte*)NativeMemory.AlignedAlloc((nuint)(2 * LanePoint.Length * sizeof(long)), 64);
        long* sum = (long*)memory, p = sum + LanePoint.Length;
        G1Projective expected1 = G1Projective.Generator;
        LanePoint.Load(sum, expected1);
        LanePoint.Load(p, expected1);
        G2Projective expected2 = G2Projective.Generator;
        for (int i = 0; i < 3000; i++)
        {
            LanePoint.Double<FqLaneTower>(sum, sum);
            expected1 = G1Projective.Double(expected1);
            if (i % 3 == 0)
            {
                LanePoint.Add<FqLaneTower>(sum, sum, p);
                expected1 += G1Affine.Generator;
            }
        }

        Assert.Equal(expected1, LanePoint.StoreG1(sum));
        LanePoint.Load(sum, expected2);
        LanePoint.Load(p, expected2);
        for (int i = 0; i < 3000; i++)
        {
            LanePoint.Double<Fq2LaneTower>(sum, sum);
            expected2 = G2Projective.Double(expected2);
            if (i % 3 == 0)
            {
                LanePoint.Add<Fq2LaneTower>(sum, sum, p);
                expected2 += G2Affine.Generator;
            }
        }

        Assert.Equal(expected2, LanePoint.StoreG2(sum));
        NativeMemory.AlignedFree(memory);
    }

    [Fact]
    public void Multiples_by_the_seed_agree()
    {
        s_g1.Sample(p => LaneMultiplication.MultiplyBySeed(p) == p.ToAffine().Times(Seed), iter: 20);
        s_g2.Sample(p => LaneMultiplication.MultiplyBySeed(p) == p.ToAffine().Times(Seed), iter: 20);
        Assert.True(LaneMultiplication.MultiplyBySeed(G1Projective.Infinity).IsInfinity);
        Assert.True(LaneMultiplication.MultiplyBySeed(G2Projective.Infinity).IsInfinity);
    }

    private static G1Projective Add1(in G1Projective p, in G1Projective q)
    {
        long* buffer = stackalloc long[2 * LanePoint.Length + 8], a = AlignedWords.Align(buffer), b = a + LanePoint.Length;
        LanePoint.Load(a, p);
        LanePoint.Load(b, q);
        LanePoint.Add<FqLaneTower>(a, a, b);
        return LanePoint.StoreG1(a);
    }

    private static G2Projective Add2(in G2Projective p, in G2Projective q)
    {
        long* buffer = stackalloc long[2 * LanePoint.Length + 8], a = AlignedWords.Align(buffer), b = a + LanePoint.Length;
        LanePoint.Load(a, p);
        LanePoint.Load(b, q);
        LanePoint.Add<Fq2LaneTower>(b, a, b);
        return LanePoint.StoreG2(b);
    }

    private static G1Projective Double1(in G1Projective p)
    {
        long* buffer = stackalloc long[LanePoint.Length + 8], a = AlignedWords.Align(buffer);
        LanePoint.Load(a, p);
        LanePoint.Double<FqLaneTower>(a, a);
        return LanePoint.StoreG1(a);
    }

    private static G2Projective Double2(in G2Projective p)
    {
        long* buffer = stackalloc long[LanePoint.Length + 8], a = AlignedWords.Align(buffer);
        LanePoint.Load(a, p);
        LanePoint.Double<Fq2LaneTower>(a, a);
        return LanePoint.StoreG2(a);
    }

    private static G1Projective Negate1(in G1Projective p)
    {
        long* buffer = stackalloc long[LanePoint.Length + 8], a = AlignedWords.Align(buffer);
        LanePoint.Load(a, p);
        LanePoint.Negate(a, a);
        return LanePoint.StoreG1(a);
    }

    private static G2Projective Negate2(in G2Projective p)
    {
        long* buffer = stackalloc long[LanePoint.Length + 8], a = AlignedWords.Align(buffer);
        LanePoint.Load(a, p);
        LanePoint.Negate(a, a);
        return LanePoint.StoreG2(a);
    }
}
