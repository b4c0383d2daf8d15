using System.Globalization;
using System.Numerics;
using Plimsoll.Crypto.Signatures;

namespace Plimsoll.Crypto.Tests.Signatures;

public sealed class WalletSignatureTests
{
    private static readonly BigInteger s_order = BigInteger.Parse("0fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", NumberStyles.HexNumber);

    // r = 0x0102…20, s = 0x2122…40
    private static readonly byte[] s_signature = [.. Enumerable.Range(1, 64).Select(i => (byte)i), 27];

    [Fact]
    public void The_derived_key_has_a_known_answer()
    {
        Assert.Equal(WalletSignatureRefusal.None, WalletSignature.TryDeriveKey(s_signature, out SchnorrSecretKey? key));
        Assert.Equal("0x040355c522bcde4f34891354c442c4ccaaadcce3543be9db853fbb2c7f590a1d", key!.Published.X.ToString());
        Assert.Equal("0x5752238877a181086423bac5e44e6c13780d7cdab2aafa305295cad60d1927f8", key.Published.Y.ToString());
        Assert.Equal("0x4c7bd36d0aaf33ac9b62e8d0b92b3523e7eb62355a798434ee91935ca1514042", key.PublicKey.A.X.ToString());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(28)]
    public void Every_convention_of_v_gives_the_same_key(byte v)
    {
        Assert.Equal(WalletSignatureRefusal.None, WalletSignature.TryDeriveKey(s_signature, out SchnorrSecretKey? expected));
        Assert.Equal(WalletSignatureRefusal.None, WalletSignature.TryDeriveKey([.. s_signature[..64], v], out SchnorrSecretKey? key));
        Assert.Equal(expected!.PublicKey, key!.PublicKey);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(26)]
    [InlineData(29)]
    [InlineData(255)]
    public void Another_v_is_refused(byte v) => Refused(WalletSignatureRefusal.WrongRecoveryId, [.. s_signature[..64], v]);

    [Fact]
    public void The_twin_with_a_high_s_is_refused() =>
        Refused(WalletSignatureRefusal.HighS, With(s_order - new BigInteger(s_signature.AsSpan(32, 32), isUnsigned: true, isBigEndian: true)));

    [Fact]
    public void Half_the_order_is_the_last_low_s()
    {
        Assert.Equal(WalletSignatureRefusal.None, WalletSignature.TryDeriveKey(With(s_order / 2), out _));
        Refused(WalletSignatureRefusal.HighS, With(s_order / 2 + 1));
        Refused(WalletSignatureRefusal.HighS, With(s_order - 1));
    }

    [Fact]
    public void Zero_and_the_order_are_refused()
    {
        Refused(WalletSignatureRefusal.OutOfRange, With(0));
        Refused(WalletSignatureRefusal.OutOfRange, With(s_order));
        Refused(WalletSignatureRefusal.OutOfRange, [.. new byte[32], .. s_signature[32..]]);
        Refused(WalletSignatureRefusal.OutOfRange, [.. Enumerable.Repeat((byte)0xff, 32), .. s_signature[32..]]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(64)]
    [InlineData(66)]
    public void Other_lengths_are_refused(int length) => Refused(WalletSignatureRefusal.WrongLength, new byte[length]);

    [Fact]
    public void Any_bytes_give_a_key_or_a_reason() =>
        Gen.Byte.Array[0, 70].Sample(bytes => WalletSignature.TryDeriveKey(bytes, out SchnorrSecretKey? key) == WalletSignatureRefusal.None == key is not null);

    private static void Refused(WalletSignatureRefusal reason, byte[] signature)
    {
        Assert.Equal(reason, WalletSignature.TryDeriveKey(signature, out SchnorrSecretKey? key));
        Assert.Null(key);
    }

    private static byte[] With(BigInteger s) => [.. s_signature[..32], .. Convert.FromHexString(s.ToString("x65")[^64..]), 27];
}
