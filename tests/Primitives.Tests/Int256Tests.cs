using System.Globalization;
using System.Numerics;
using CsCheck;

namespace Plimsoll.Primitives.Tests;

public sealed class Int256Tests
{
    private static readonly Gen<Int256> Any = Gen.Select(Gen.Byte.Array[32], Gen.Int[0, 255], (bytes, shift) =>
    {
        UInt256 bits = UInt256.FromBytes(bytes);
        return Int256.FromTwosComplement((shift & 1) == 0 ? bits >> shift : UInt256.MaxValue - (bits >> shift));
    });

    [Fact]
    public void Text_and_order_agree_with_big_integers() => Gen.Select(Any, Any).Sample((a, b) =>
        a.ToString() == Big(a).ToString(CultureInfo.InvariantCulture)
        && Int256.Parse(a.ToString()) == a
        && a.CompareTo(b) == Big(a).CompareTo(Big(b)));

    [Fact]
    public void The_width_is_the_smallest_that_holds_the_number() => Any.Sample(a =>
        Big(a) >= -(BigInteger.One << (a.BitLength - 1))
        && Big(a) < BigInteger.One << (a.BitLength - 1)
        && (a.BitLength == 1 || Big(a) < -(BigInteger.One << (a.BitLength - 2)) || Big(a) >= BigInteger.One << (a.BitLength - 2)));

    [Fact]
    public void Numbers_of_64_bits_are_widened() => Gen.Long.Sample(value =>
        ((Int256)value).ToString() == value.ToString(CultureInfo.InvariantCulture));

    [Fact]
    public void The_smallest_number_of_64_bits_is_widened() => Assert.Equal("-9223372036854775808", ((Int256)long.MinValue).ToString());

    [Theory]
    [InlineData("57896044618658097711785492504343953926634992332820282019728792003956564819967", true)] // 2^255 − 1
    [InlineData("57896044618658097711785492504343953926634992332820282019728792003956564819968", false)]
    [InlineData("-57896044618658097711785492504343953926634992332820282019728792003956564819968", true)]
    [InlineData("-57896044618658097711785492504343953926634992332820282019728792003956564819969", false)]
    [InlineData("-0", true)]
    [InlineData("-0x1", false)]
    [InlineData("--1", false)]
    [InlineData("-", false)]
    [InlineData("", false)]
    public void The_range_is_that_of_256_bits(string text, bool isValid) => Assert.Equal(isValid, Int256.TryParse(text, out _));

    private static BigInteger Big(Int256 value)
    {
        byte[] bytes = value.TwosComplement.ToBytes();
        return new(bytes, isUnsigned: false, isBigEndian: true);
    }
}
