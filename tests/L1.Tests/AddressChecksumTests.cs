using CsCheck;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Tests;

public sealed class AddressChecksumTests
{
    [Theory] // EIP-55, "Test Cases"
    [InlineData("0x52908400098527886E0F7030069857D2E4169EE7")]
    [InlineData("0x8617E340B3D01FA5F11F306F4090FD50E238070D")]
    [InlineData("0xde709f2102306220921060314715629080e2fb77")]
    [InlineData("0x27b1fdb04752bbc536007a920d24acb045561c26")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    [InlineData("0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359")]
    [InlineData("0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB")]
    [InlineData("0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb")]
    public void The_examples_of_the_standard_are_read_and_written(string text) =>
        Assert.Equal(text, AddressChecksum.Parse(text).ToChecksumString());

    [Fact]
    public void Text_of_one_case_or_with_the_checksum_is_read_back() => Gen.Byte.Array[20].Sample(bytes =>
    {
        Address address = new(bytes);
        return AddressChecksum.Parse(address.ToChecksumString()) == address
            && AddressChecksum.Parse(address.ToString()) == address
            && AddressChecksum.Parse(address.ToString().ToUpperInvariant()) == address;
    });

    [Fact]
    public void A_letter_of_the_wrong_case_is_refused() => Gen.Select(Gen.Byte.Array[20], Gen.Int[2, 41]).Sample((bytes, position) =>
    {
        string text = new Address(bytes).ToChecksumString();
        char[] changed = text.ToCharArray();
        changed[position] = char.IsUpper(text[position]) ? char.ToLowerInvariant(text[position]) : char.ToUpperInvariant(text[position]);
        string other = new(changed);
        bool isOneCase = !other[2..].Any(char.IsUpper) || !other[2..].Any(char.IsLower);
        return AddressChecksum.TryParse(other, out _) == (other == text || isOneCase);
    });

    [Fact]
    public void The_refusal_says_what_is_wrong()
    {
        FormatException refusal = Assert.Throws<FormatException>(() => AddressChecksum.Parse("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD"));
        Assert.Contains("checksum", refusal.Message, StringComparison.Ordinal);
        refusal = Assert.Throws<FormatException>(() => AddressChecksum.Parse("0x5aAeb6"));
        Assert.Contains("40 hexadecimal digits", refusal.Message, StringComparison.Ordinal);
    }
}
