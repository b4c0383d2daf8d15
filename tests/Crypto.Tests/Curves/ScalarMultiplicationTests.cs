using System.Numerics;
using Plimsoll.Crypto.Tests.Fields;
using static Plimsoll.Crypto.Tests.Curves.ReferenceMultiplication;

namespace Plimsoll.Crypto.Tests.Curves;

/// <summary>Every way to multiply a point against double-and-add, at random and at the edges.</summary>
[Trait("Category", "Law")]
public sealed class ScalarMultiplicationTests
{
    private static readonly Gen<Fr> s_scalar = Gen.Frequency(
        (1, Gen.Int[0, EdgeScalars().Length - 1].Select(i => ToFr(EdgeScalars()[i]))),
        (2, AnyField.Fr));

    [Fact]
    public void Every_edge_scalar_gives_the_right_multiple()
    {
        G1Affine p = (G1Affine.Generator * Fr.FromUInt64(77)).ToAffine();
        G2Affine q = (G2Affine.Generator * Fr.FromUInt64(77)).ToAffine();
        foreach (BigInteger k in EdgeScalars())
        {
            Fr scalar = ToFr(k);
            G1Projective expected1 = p.Times(scalar.ToInteger());
            Assert.Equal(expected1, p * scalar);
            Assert.Equal(expected1, ScalarMultiplication.MultiplyInSubgroup(p, scalar));
            G2Projective expected2 = q.Times(scalar.ToInteger());
            Assert.Equal(expected2, q * scalar);
            Assert.Equal(expected2, ScalarMultiplication.MultiplyInSubgroup(q, scalar));
        }
    }

    [Fact]
    public void In_the_subgroup_all_methods_agree()
    {
        Gen.Select(AnyPoint.G1, s_scalar).Sample(
            (p, k) => p.Times(k.ToInteger()) is var expected && expected == p * k && expected == ScalarMultiplication.MultiplyInSubgroup(p, k),
            iter: 40);
        Gen.Select(AnyPoint.G2, s_scalar).Sample(
            (p, k) => p.Times(k.ToInteger()) is var expected && expected == p * k && expected == ScalarMultiplication.MultiplyInSubgroup(p, k),
            iter: 40);
    }

    [Fact]
    public void Outside_of_the_subgroup_the_operator_is_right()
    {
        Gen.Select(AnyPoint.OnG1Curve, s_scalar).Sample((p, k) => p.Times(k.ToInteger()) == p * k, iter: 20);
        Gen.Select(AnyPoint.OnG2Curve, s_scalar).Sample((p, k) => p.Times(k.ToInteger()) == p * k, iter: 20);
        foreach (G1Affine p in SmallOrder.G1Points)
        {
            for (ulong k = 0; k < 100; k++)
                Assert.Equal(p.Times(k), p * Fr.FromUInt64(k));
            s_scalar.Sample(k => p.Times(k.ToInteger()) == p * k, iter: 10);
        }

        foreach (G2Affine p in SmallOrder.G2Points)
        {
            for (ulong k = 0; k < 100; k++)
                Assert.Equal(p.Times(k), p * Fr.FromUInt64(k));
        }
    }

    [Fact]
    public void A_wide_integer_is_not_reduced()
    {
        ulong[] wide = [1, 2, 3, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue];
        BigInteger integer = wide.Reverse().Aggregate(BigInteger.Zero, (sum, limb) => (sum << 64) + limb);
        AnyPoint.OnG1Curve.Sample(p => ScalarMultiplication.Multiply(new G1Projective(p), wide) == p.Times(integer), iter: 5);
        Assert.True(ScalarMultiplication.Multiply(G1Projective.Generator, []).IsInfinity);
        Assert.Throws<ArgumentOutOfRangeException>(() => ScalarMultiplication.Multiply(G1Projective.Generator, new ulong[13]));
    }

    [Fact]
    public void A_batch_factor_is_two_digits_of_the_squared_seed() =>
        Gen.Select(AnyPoint.G1, AnyPoint.G2, Gen.ULong, Gen.ULong).Sample(
            (p, q, a, b) => p.Times(a + b * Seed * Seed) == ScalarMultiplication.MultiplyByFactor(p, a, b)
                && q.Times(a + b * Seed * Seed) == ScalarMultiplication.MultiplyByFactor(q, a, b),
            iter: 20);

    [Fact]
    public void Multiples_of_infinity_are_infinity() =>
        s_scalar.Sample(
            k => (G1Affine.Infinity * k).IsInfinity && (G2Affine.Infinity * k).IsInfinity
                && ScalarMultiplication.MultiplyInSubgroup(G1Affine.Infinity, k).IsInfinity
                && ScalarMultiplication.MultiplyInSubgroup(G2Affine.Infinity, k).IsInfinity,
            iter: 10);

    [Fact]
    public void Seed_digits_are_digits()
    {
        s_scalar.Sample(
            k =>
            {
                ulong[] digits = new ulong[4];
                SeedDigits.Of(k, digits);
                BigInteger value = digits.Reverse().Aggregate(BigInteger.Zero, (sum, digit) => sum * Seed + digit);
                return value == k.ToInteger() && digits.All(digit => digit < Seed);
            });
    }

    [Fact]
    public void A_non_adjacent_form_is_sparse_and_has_the_scalars_value() =>
        Gen.Select(Gen.OneOf(Gen.ULong, AnyPoint.OneOf(0UL, 1UL, ulong.MaxValue, 1UL << 63)).Array[0, 5], Gen.Int[2, 8]).Sample((limbs, width) =>
        {
            sbyte[] digits = new sbyte[64 * limbs.Length + 1];
            int length = NonAdjacentForm.Recode(limbs, width, digits);
            BigInteger value = 0, expected = 0;
            for (int i = digits.Length - 1; i >= 0; i--)
                value = value * 2 + digits[i];
            foreach (ulong limb in limbs.Reverse())
                expected = (expected << 64) + limb;
            bool isSparse = true;
            for (int i = 0; i < digits.Length; i++)
            {
                if (digits[i] == 0)
                    continue;
                isSparse &= i < length && digits[i] % 2 != 0 && Math.Abs((int)digits[i]) < 1 << (width - 1);
                isSparse &= digits.Skip(i + 1).Take(width - 1).All(digit => digit == 0);
            }

            return value == expected && isSparse;
        });

    public static BigInteger[] EdgeScalars()
    {
        BigInteger x = Seed, square = x * x;
        BigInteger[] corners = [0, x, square, square * x, Order, Order / 2, square - 1, BigInteger.One << 64, BigInteger.One << 128, BigInteger.One << 254];
        return [.. corners.SelectMany(corner => new[] { corner - 2, corner - 1, corner, corner + 1, corner + 2 }), 15, 16, 17, 31, 32, 33, x * square - square, Order - square, Order - x];
    }
}
