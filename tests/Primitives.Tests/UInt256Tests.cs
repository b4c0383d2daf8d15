using System.Globalization;
using System.Numerics;
using CsCheck;

namespace Plimsoll.Primitives.Tests;

/// <summary>Every operation against <see cref="BigInteger"/>, on edges crossed with edges and on random limbs.</summary>
[Trait("Category", "Law")]
public sealed class UInt256Tests
{
    private static readonly BigInteger Modulus = BigInteger.One << 256;

    private static readonly ulong[] EdgeLimbs = [0, 1, 2, 1UL << 32, (1UL << 63) - 1, 1UL << 63, ulong.MaxValue - 1, ulong.MaxValue];

    private static readonly Gen<UInt256> AnyLimbs = Gen.OneOf(Gen.ULong, Gen.Int[0, 7].Select(edge => EdgeLimbs[edge])).Array[4].Select(FromLimbs);

    private static readonly Gen<UInt256> Any = Gen.OneOf(AnyLimbs, Gen.Select(AnyLimbs, Gen.Int[0, 255], (value, shift) => value >> shift));

    [Fact]
    public void Arithmetic_on_edges_agrees_with_big_integers()
    {
        UInt256[] edges = [.. Edges()];
        foreach (UInt256 a in edges)
        {
            foreach (UInt256 b in edges)
                RequireAgreement(a, b);
        }
    }

    [Fact]
    public void Arithmetic_agrees_with_big_integers() => Gen.Select(Any, Any).Sample(RequireAgreement, iter: 20_000);

    [Fact]
    public void Shifts_agree_with_big_integers() => Gen.Select(Any, Gen.Int[0, 255]).Sample((a, count) =>
        Big(a << count) == (Big(a) << count) % Modulus && Big(a >> count) == Big(a) >> count);

    [Fact]
    public void Decimal_text_agrees_with_big_integers() => Any.Sample(a =>
        a.ToString() == Big(a).ToString(CultureInfo.InvariantCulture) && UInt256.Parse(a.ToString()) == a);

    [Fact]
    public void Hexadecimal_text_is_read_back() => Any.Sample(a =>
        UInt256.Parse(a.ToHex()) == a && UInt256.Parse(Hex.Encode(a.ToBytes())) == a && (a.ToHex() == "0x0" || a.ToHex()[2] != '0'));

    [Fact]
    public void Bytes_are_read_back_without_their_leading_zeros_too() => Any.Sample(a =>
        UInt256.FromBytes(a.ToBytes()) == a && UInt256.FromBytes(a.ToBytes().AsSpan().TrimStart((byte)0)) == a);

    [Fact]
    public void The_number_of_bits_is_that_of_big_integers() => Any.Sample(a => a.BitLength == Big(a).GetBitLength());

    [Theory]
    [InlineData("")]
    [InlineData("0x")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1_000")]
    [InlineData("12a")]
    [InlineData("0xg")]
    [InlineData("٣")] // a digit in Unicode, not in ASCII
    [InlineData("115792089237316195423570985008687907853269984665640564039457584007913129639936")] // 2^256
    [InlineData("0x10000000000000000000000000000000000000000000000000000000000000000")]
    public void Text_that_is_not_a_number_of_256_bits_is_refused(string text)
    {
        Assert.False(UInt256.TryParse(text, out _));
        Assert.Throws<FormatException>(() => UInt256.Parse(text));
    }

    [Fact]
    public void Division_by_zero_is_refused() => Assert.Throws<DivideByZeroException>(() => UInt256.One / UInt256.Zero);

    [Fact]
    public void Too_many_bytes_are_refused() => Assert.Throws<ArgumentException>(() => UInt256.FromBytes(new byte[33]));

    [Fact]
    public void Narrowing_a_value_that_does_not_fit_is_refused()
    {
        Assert.Equal(ulong.MaxValue, (ulong)(UInt256)ulong.MaxValue);
        Assert.Throws<OverflowException>(() => (ulong)((UInt256)ulong.MaxValue + 1));
    }

    [Fact]
    public void Arithmetic_allocates_nothing()
    {
        UInt256 a = UInt256.MaxValue / 3;
        UInt256 b = (UInt256)ulong.MaxValue * 5;
        Run(a, b);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(a, b);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        static UInt256 Run(UInt256 a, UInt256 b) => (a / b) + (a % b) + (b * b) + (a - b) + (a >> 3) + UInt256.DivideRoundingUp(a, 7);
    }

    private static void RequireAgreement(UInt256 a, UInt256 b)
    {
        (BigInteger x, BigInteger y) = (Big(a), Big(b));
        Assert.Equal(x.CompareTo(y), a.CompareTo(b));
        Assert.Equal(x == y, a == b);
        Assert.Equal(x < y, a < b);
        Assert.Equal(x >= y, a >= b);
        RequireResult(x + y, () => a + b);
        RequireResult(x - y, () => a - b);
        RequireResult(x * y, () => a * b);
        UInt256.TryMultiply(a, b, out UInt256 wrapped);
        Assert.Equal(x * y % Modulus, Big(wrapped));
        if (b.IsZero)
            return;
        RequireResult(x / y, () => a / b);
        RequireResult(x % y, () => a % b);
        RequireResult((x + y - 1) / y, () => UInt256.DivideRoundingUp(a, b));
    }

    private static void RequireResult(BigInteger expected, Func<UInt256> compute)
    {
        if (expected < 0 || expected >= Modulus)
            Assert.Throws<OverflowException>(() => compute());
        else
            Assert.Equal(expected, Big(compute()));
    }

    private static IEnumerable<UInt256> Edges()
    {
        ulong[] limbs = [0, 1, 1UL << 63, ulong.MaxValue];
        return from l0 in limbs from l1 in limbs from l2 in limbs from l3 in limbs select FromLimbs([l0, l1, l2, l3]);
    }

    private static UInt256 FromLimbs(ulong[] limbs) =>
        ((UInt256)limbs[3] << 192) + ((UInt256)limbs[2] << 128) + ((UInt256)limbs[1] << 64) + limbs[0];

    private static BigInteger Big(UInt256 value) => new(value.ToBytes(), isUnsigned: true, isBigEndian: true);
}
