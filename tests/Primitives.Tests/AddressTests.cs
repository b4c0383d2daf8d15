using CsCheck;

namespace Plimsoll.Primitives.Tests;

public sealed class AddressTests
{
    [Fact]
    public void Text_and_bytes_are_read_back() => Gen.Byte.Array[20].Sample(bytes =>
    {
        Address address = new(bytes);
        return address.Span.SequenceEqual(bytes)
            && Address.Parse(address.ToString()) == address
            && Address.Parse(Convert.ToHexString(bytes)) == address
            && address.IsZero == bytes.All(b => b == 0);
    });

    [Fact]
    public void Addresses_are_ordered_as_their_text() => Gen.Select(Gen.Byte.Array[20], Gen.Byte.Array[20]).Sample((a, b) =>
        Math.Sign(new Address(a).CompareTo(new(b))) == Math.Sign(string.CompareOrdinal(Hex.Encode(a), Hex.Encode(b))));

    [Fact]
    public void Mixed_case_is_left_to_those_who_can_check_it()
    {
        FormatException refusal = Assert.Throws<FormatException>(() => Address.Parse("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"));
        Assert.Contains("EIP-55", refusal.Message, StringComparison.Ordinal);
        Assert.True(Address.TryParseIgnoringCase("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0x")]
    [InlineData("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beae")]
    [InlineData("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed0")]
    [InlineData("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaeg")]
    public void Anything_else_is_refused(string text)
    {
        Assert.False(Address.TryParse(text, out _));
        Assert.False(Address.TryParseIgnoringCase(text, out _));
        Assert.Throws<FormatException>(() => Address.Parse(text));
    }

    [Fact]
    public void Another_length_is_refused() => Assert.Throws<ArgumentException>(() => new Address(new byte[21]));
}
