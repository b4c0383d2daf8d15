using System.Numerics;

namespace Plimsoll.Crypto.Tests.Curves.Jubjub;

[Trait("Category", "Law")]
public sealed class JubjubPointTests
{
    [Fact]
    public void The_curve_parameter_is_the_published_fraction() =>
        Assert.Equal(-Fr.FromUInt64(10240), JubjubAffine.D * Fr.FromUInt64(10241));

    [Fact]
    public void The_generator_has_prime_order()
    {
        Assert.True(JubjubAffine.Generator.IsOnCurve);
        Assert.True(JubjubPoint.Generator.IsInPrimeSubgroup);
        Assert.False(JubjubPoint.MultiplyByCofactor(JubjubPoint.Generator).IsIdentity);
    }

    [Fact]
    public void The_low_order_points_are_eight_and_only_the_identity_is_in_the_subgroup()
    {
        Assert.Equal(8, AnyJubjub.LowOrderPoints.Distinct().Count());
        Assert.All(AnyJubjub.LowOrderPoints, point =>
        {
            Assert.True(point.IsOnCurve);
            Assert.True(JubjubPoint.MultiplyByCofactor(new(point)).IsIdentity);
            Assert.Equal(point.IsIdentity, new JubjubPoint(point).IsInPrimeSubgroup);
        });
    }

    // The affine law with its two divisions, as the papers state it.
    [Fact]
    public void Addition_is_the_affine_law_for_every_pair_of_points() =>
        Gen.Select(AnyJubjub.Point, AnyJubjub.Point, Gen.Int[0, 3]).Sample((p, q, relation) =>
        {
            q = relation switch { 0 => p, 1 => -p, _ => q };
            JubjubAffine a = p.ToAffine(), b = q.ToAffine();
            Fr product = JubjubAffine.D * a.X * b.X * a.Y * b.Y;
            JubjubAffine expected = new(
                (a.X * b.Y + a.Y * b.X) * Fr.Inverse(Fr.One + product),
                (a.Y * b.Y + a.X * b.X) * Fr.Inverse(Fr.One - product));
            JubjubPoint sum = p + q;
            return sum.ToAffine() == expected && sum.X * sum.Y == sum.Z * sum.T && expected.IsOnCurve
                && JubjubPoint.Add(p, new(q)) == sum && JubjubPoint.AddAffine(p, new(new JubjubPoint(b))) == sum
                && JubjubPoint.Add(p, -new PreparedJubjubPoint(q)) == p - q;
        });

    [Fact]
    public void Doubling_is_adding_to_oneself() =>
        AnyJubjub.Point.Sample(p => JubjubPoint.Double(p) == p + p && (p - p).IsIdentity && p + JubjubPoint.Identity == p);

    [Fact]
    public void Addition_is_commutative_and_associative() =>
        Gen.Select(AnyJubjub.Point, AnyJubjub.Point, AnyJubjub.Point).Sample((p, q, r) => p + q == q + p && p + q + r == p + (q + r));

    [Fact]
    public void Multiplication_is_repeated_addition() =>
        Gen.Select(AnyJubjub.Point, AnyJubjub.Scalar).Sample(
            (p, scalar) =>
            {
                BigInteger bits = AnyJubjub.ToInteger(scalar);
                JubjubPoint expected = JubjubPoint.Identity;
                for (int i = 252; i >= 0; i--)
                {
                    expected = JubjubPoint.Double(expected);
                    if (!((bits >> i) & 1).IsZero)
                        expected += p;
                }

                return p * scalar == expected;
            },
            iter: 50);

    [Fact]
    public void The_table_of_the_generator_gives_the_same_multiples() =>
        AnyJubjub.Scalar.Sample(scalar => JubjubPoint.MultiplyGenerator(scalar) == JubjubPoint.Generator * scalar, iter: 50);

    [Fact]
    public void Multiplication_distributes() =>
        Gen.Select(AnyJubjub.SubgroupPoint, AnyJubjub.Scalar, AnyJubjub.Scalar).Sample(
            (p, a, b) => p * a + p * b == p * (a + b) && p * a * b == p * (a * b),
            iter: 50);

    [Fact]
    public void A_pair_off_the_curve_is_recognised() =>
        AnyJubjub.Pair.Sample(pair => pair.IsOnCurve == (Fr.Square(pair.Y) - Fr.Square(pair.X) - Fr.One).Equals(JubjubAffine.D * Fr.Square(pair.X * pair.Y)));

    [Fact]
    public void Decompression_inverts_compression() =>
        AnyJubjub.Point.Sample(p =>
        {
            byte[] bytes = new byte[JubjubEncoding.ByteLength];
            JubjubEncoding.Compress(p.ToAffine(), bytes);
            if (!JubjubEncoding.TryDecompress(bytes, out JubjubAffine decoded) || decoded != p.ToAffine())
                return false;
            bytes[31] ^= 0x80; // the other x, or nothing when x is zero
            return decoded.X.IsZero ? !JubjubEncoding.TryDecompress(bytes, out _) : JubjubEncoding.TryDecompress(bytes, out JubjubAffine other) && other == -decoded;
        });

    [Fact]
    public void Any_bytes_are_decoded_to_a_point_of_the_curve_or_refused() =>
        Gen.Byte.Array[0, 40].Sample(bytes =>
        {
            if (!JubjubEncoding.TryDecompress(bytes, out JubjubAffine point))
                return true;
            byte[] again = new byte[JubjubEncoding.ByteLength];
            JubjubEncoding.Compress(point, again);
            return point.IsOnCurve && again.AsSpan().SequenceEqual(bytes);
        });

    [Fact]
    public void An_ordinate_that_is_not_canonical_is_refused()
    {
        byte[] bytes = (-Fr.One).ToBytes();
        bytes[31] += 1; // r itself
        bytes.AsSpan().Reverse();
        Assert.False(JubjubEncoding.TryDecompress(bytes, out _));
        bytes[0] += 1; // r + 1, an alias of the identity's y
        Assert.False(JubjubEncoding.TryDecompress(bytes, out _));
    }

    [Fact]
    public void Multiplication_allocates_nothing()
    {
        JubjubPoint point = JubjubPoint.MultiplyGenerator(-JubjubScalar.One);
        long before = GC.GetAllocatedBytesForCurrentThread();
        point = point * -JubjubScalar.One + JubjubPoint.MultiplyGenerator(JubjubScalar.One);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(JubjubPoint.Double(JubjubPoint.Generator), point);
    }
}
