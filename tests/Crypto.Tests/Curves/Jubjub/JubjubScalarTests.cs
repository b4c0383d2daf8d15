using System.Numerics;

namespace Plimsoll.Crypto.Tests.Curves.Jubjub;

[Trait("Category", "Law")]
public sealed class JubjubScalarTests
{
    private static readonly BigInteger s_order = AnyJubjub.Order;

    [Fact]
    public void Arithmetic_is_that_of_the_integers_modulo_the_order() =>
        Gen.Select(AnyJubjub.Scalar, AnyJubjub.Scalar).Sample((a, b) =>
        {
            BigInteger x = AnyJubjub.ToInteger(a), y = AnyJubjub.ToInteger(b);
            return AnyJubjub.ToInteger(a + b) == (x + y) % s_order
                && AnyJubjub.ToInteger(a - b) == (x - y + s_order) % s_order
                && AnyJubjub.ToInteger(-a) == (s_order - x) % s_order
                && AnyJubjub.ToInteger(a * b) == x * y % s_order;
        });

    [Fact]
    public void A_wide_number_is_reduced_exactly() =>
        Gen.Frequency((1, Gen.Const(0xff).Select(edge => Enumerable.Repeat((byte)edge, 64).ToArray())), (9, Gen.Byte.Array[64])).Sample(bytes =>
            AnyJubjub.ToInteger(JubjubScalar.ReduceWide(bytes)) == new BigInteger(bytes, isUnsigned: true, isBigEndian: true) % s_order);

    [Fact]
    public void Decoding_inverts_encoding() =>
        AnyJubjub.Scalar.Sample(a => JubjubScalar.TryFromBytes(a.ToBytes(), out JubjubScalar b) && a == b);

    [Fact]
    public void The_order_and_what_lies_above_it_is_refused()
    {
        foreach (BigInteger value in (BigInteger[])[s_order, s_order + 1, 2 * s_order, (BigInteger.One << 256) - 1])
            Assert.False(JubjubScalar.TryFromBytes(Convert.FromHexString(value.ToString("x65")[^64..]), out _));
        Assert.True(JubjubScalar.TryFromBytes(Convert.FromHexString((s_order - 1).ToString("x65")[^64..]), out JubjubScalar top));
        Assert.Equal(JubjubScalar.Zero, top + JubjubScalar.One);
    }

    [Fact]
    public void An_aliased_scalar_is_refused() =>
        AnyJubjub.Scalar.Sample(a => !JubjubScalar.TryFromBytes(Convert.FromHexString((AnyJubjub.ToInteger(a) + s_order).ToString("x65")[^64..]), out _));

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void Other_lengths_are_refused(int length)
    {
        Assert.False(JubjubScalar.TryFromBytes(new byte[length], out _));
        Assert.Throws<FormatException>(() => JubjubScalar.FromBytes(new byte[length]));
        Assert.Throws<ArgumentOutOfRangeException>(() => JubjubScalar.ReduceWide(new byte[length]));
    }
}
