using CsCheck;

namespace Plimsoll.Primitives.Tests;

public sealed class HexTests
{
    [Fact]
    public void Decoding_inverts_encoding() =>
        Gen.Byte.Array.Sample(bytes => Hex.Decode(Hex.Encode(bytes)).AsSpan().SequenceEqual(bytes));

    [Theory]
    [InlineData("0x0")]
    [InlineData("0xzz")]
    public void Broken_text_is_refused(string text) => Assert.Throws<FormatException>(() => Hex.Decode(text));
}
