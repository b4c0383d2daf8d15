using System.Numerics;
using Plimsoll.Crypto.Signatures;
using Plimsoll.Crypto.Tests.Curves.Jubjub;

namespace Plimsoll.Crypto.Tests.Signatures;

public sealed class SchnorrEncodingTests
{
    private static readonly byte[] s_valid = Encode(AnySchnorr.Alice.Sign(Fr.One));

    [Fact]
    public void Decoding_inverts_encoding() =>
        Gen.Select(AnyJubjub.Scalar, Gen.ULong, Gen.ULong).Sample((s, high, low) =>
        {
            SchnorrSignature signature = new(new(high, low), s);
            return SchnorrSignature.TryDecode(Encode(signature), out SchnorrSignature decoded) && decoded == signature;
        });

    [Fact]
    public void Any_bytes_are_a_signature_that_encodes_to_them_or_refused() =>
        Gen.Byte.Array[0, 80].Sample(bytes => !SchnorrSignature.TryDecode(bytes, out SchnorrSignature signature) || Encode(signature).AsSpan().SequenceEqual(bytes));

    [Fact]
    public void A_challenge_of_2_to_the_128_is_refused()
    {
        Assert.True(SchnorrSignature.TryDecode(s_valid, out _));
        for (int bit = 128; bit < 256; bit++)
        {
            byte[] changed = [.. s_valid];
            changed[31 - bit / 8] |= (byte)(1 << (bit % 8));
            Assert.False(SchnorrSignature.TryDecode(changed, out _));
        }
    }

    [Fact]
    public void A_response_of_the_order_or_above_is_refused()
    {
        BigInteger s = new(s_valid.AsSpan(32), isUnsigned: true, isBigEndian: true);
        foreach (BigInteger value in (BigInteger[])[AnyJubjub.Order, AnyJubjub.Order + 1, s + AnyJubjub.Order, (BigInteger.One << 256) - 1])
        {
            byte[] changed = [.. s_valid[..32], .. Convert.FromHexString(value.ToString("x65")[^64..])];
            Assert.False(SchnorrSignature.TryDecode(changed, out _));
        }
    }

    [Fact]
    public void The_two_words_do_not_change_places() =>
        Assert.False(SchnorrSignature.TryDecode([.. s_valid[32..], .. s_valid[..32]], out _));

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(65)]
    public void Other_lengths_are_refused(int length) => Assert.False(SchnorrSignature.TryDecode(new byte[length], out _));

    private static byte[] Encode(SchnorrSignature signature)
    {
        byte[] bytes = new byte[SchnorrSignature.ByteLength];
        signature.Encode(bytes);
        return bytes;
    }
}
