using CsCheck;

namespace Plimsoll.Primitives.Tests;

public sealed class Bytes32Tests
{
    [Fact]
    public void Text_bytes_and_number_are_read_back() => Gen.Byte.Array[32].Sample(bytes =>
    {
        Bytes32 value = new(bytes);
        return value.Span.SequenceEqual(bytes)
            && Bytes32.Parse(value.ToString()) == value
            && Bytes32.FromUInt256(value.ToUInt256()) == value
            && value.IsZero == bytes.All(b => b == 0);
    });

    [Fact]
    public void Values_are_ordered_as_their_text() => Gen.Select(Gen.Byte.Array[32], Gen.Byte.Array[32]).Sample((a, b) =>
        Math.Sign(new Bytes32(a).CompareTo(new(b))) == Math.Sign(string.CompareOrdinal(Hex.Encode(a), Hex.Encode(b))));

    [Theory]
    [InlineData("")]
    [InlineData("0x00")]
    [InlineData("0x000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0x000000000000000000000000000000000000000000000000000000000000000x")]
    public void Anything_else_is_refused(string text) => Assert.Throws<FormatException>(() => Bytes32.Parse(text));

    [Fact]
    public void Another_length_is_refused() => Assert.Throws<ArgumentException>(() => new Bytes32(new byte[31]));
}
