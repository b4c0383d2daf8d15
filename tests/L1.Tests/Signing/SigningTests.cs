using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.EC;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Plimsoll.L1.Signing;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Tests.Signing;

public sealed class SigningTests
{
    private static readonly UInt256 Order = UInt256.Parse("0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");

    private static readonly Gen<byte[]> AnySecret = Gen.Byte.Array[32].Select(bytes =>
    {
        bytes[0] &= 0x7f;
        bytes[31] |= 1;
        return bytes;
    });

    private static readonly Gen<Bytes32> AnyDigest = Gen.Byte.Array[32].Select(bytes => new Bytes32(bytes));

    [Theory] // the vectors for RFC 6979 on secp256k1 that Trezor and bitcoin-core's libraries share: SHA-256 of the text, s in the lower half
    [InlineData("0000000000000000000000000000000000000000000000000000000000000001", "Satoshi Nakamoto",
        "934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8", "2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000001", "All those moments will be lost in time, like tears in rain. Time to die...",
        "8600dbd41e348fe5c9465ab92d23e3db8b98b873beecd930736488696438cb6b", "547fe64427496db33bf66019dacbf0039c04199abb0122918601db38a72cfc21")]
    [InlineData("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140", "Satoshi Nakamoto",
        "fd567d121db66e382991534ada77a6bd3106f0a1098c231e47993447cd6af2d0", "6b39cd0eb1bc8603e159ef5c20a5c8ad685a45b06ce9bebed3f153d10d93bed5")]
    public void Signatures_are_those_of_RFC_6979(string secret, string text, string r, string s)
    {
        using PrivateKey key = PrivateKey.Parse(secret);
        EcdsaSignature signature = key.Sign(new(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
        Assert.Equal(UInt256.Parse("0x" + r), signature.R);
        Assert.Equal(UInt256.Parse("0x" + s), signature.S);
    }

    [Theory]
    [InlineData("0x4646464646464646464646464646464646464646464646464646464646464646", "0x9d8A62f656a8d1615C1294fd71e9CFb3E4855A4F")] // EIP-155, Example
    [InlineData("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80", "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266")] // Anvil's first account
    public void The_address_of_a_key_is_known(string secret, string address)
    {
        using PrivateKey key = PrivateKey.Parse(secret);
        Assert.Equal(address, key.Address.ToChecksumString());
    }

    [Fact]
    public void The_signer_is_recovered() => Gen.Select(AnySecret, AnyDigest).Sample((secret, digest) =>
    {
        using PrivateKey key = new(secret);
        EcdsaSignature signature = key.Sign(digest);
        return signature.IsInRange
            && PublicKey.TryRecover(digest, signature, out PublicKey? signer)
            && signer.Equals(key.PublicKey)
            && EcdsaSignature.TryFromBytes(signature.ToBytes(), out EcdsaSignature read) && read == signature
            && key.PublicKey.Verify(digest, signature);
    });

    [Fact]
    public void Signatures_are_those_of_the_library_s_own_signer() => Gen.Select(AnySecret, AnyDigest).Sample((secret, digest) =>
    {
        var curve = CustomNamedCurves.GetByName("secp256k1");
        ECDsaSigner oracle = new(new HMacDsaKCalculator(new Sha256Digest()));
        oracle.Init(true, new ECPrivateKeyParameters(new(1, secret), new ECDomainParameters(curve)));
        var expected = oracle.GenerateSignature(digest.ToBytes());
        UInt256 s = UInt256.FromBytes(expected[1].ToByteArrayUnsigned());
        using PrivateKey key = new(secret);
        EcdsaSignature signature = key.Sign(digest);
        return signature.R == UInt256.FromBytes(expected[0].ToByteArrayUnsigned()) && signature.S == UInt256.Min(s, Order - s);
    });

    [Fact]
    public void A_signature_with_one_bit_changed_belongs_to_somebody_else() =>
        Gen.Select(AnySecret, AnyDigest, Gen.Int[0, 511]).Sample((secret, digest, bit) =>
        {
            using PrivateKey key = new(secret);
            byte[] bytes = key.Sign(digest).ToBytes();
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            return !EcdsaSignature.TryFromBytes(bytes, out EcdsaSignature changed) || !key.PublicKey.Verify(digest, changed);
        });

    [Fact]
    public void The_other_parity_digest_or_key_is_not_verified() => Gen.Select(AnySecret, AnyDigest).Sample((secret, digest) =>
    {
        using PrivateKey key = new(secret);
        using PrivateKey other = new([.. secret[..31], (byte)(secret[31] ^ 2)]);
        EcdsaSignature signature = key.Sign(digest);
        byte[] otherDigest = digest.ToBytes();
        otherDigest[5] ^= 1;
        return !key.PublicKey.Verify(digest, signature with { YIsOdd = !signature.YIsOdd })
            && !key.PublicKey.Verify(new(otherDigest), signature)
            && !other.PublicKey.Verify(digest, signature);
    });

    [Fact]
    public void The_upper_twin_of_a_signature_is_refused() => Gen.Select(AnySecret, AnyDigest).Sample((secret, digest) =>
    {
        using PrivateKey key = new(secret);
        EcdsaSignature signature = key.Sign(digest);
        EcdsaSignature twin = new(signature.R, Order - signature.S, !signature.YIsOdd);
        return !twin.IsInRange && !PublicKey.TryRecover(digest, twin, out _) && !EcdsaSignature.TryFromBytes(twin.ToBytes(), out _);
    });

    [Fact]
    public void Values_out_of_range_are_refused()
    {
        UInt256 half = Order >> 1;
        (UInt256 R, UInt256 S)[] bad = [(0, 1), (1, 0), (Order, 1), (UInt256.MaxValue, 1), (1, Order), (1, half + 1), (1, UInt256.MaxValue)];
        foreach ((UInt256 r, UInt256 s) in bad)
        {
            Assert.False(new EcdsaSignature(r, s, false).IsInRange);
            Assert.False(PublicKey.TryRecover(default, new(r, s, false), out _));
        }

        Assert.True(new EcdsaSignature(1, half, true).IsInRange);
        Assert.True(new EcdsaSignature(Order - 1, 1, true).IsInRange);
    }

    [Fact]
    public void A_nonce_point_that_is_not_on_the_curve_is_refused() =>
        Assert.False(PublicKey.TryRecover(default, new(5, 1, false), out _)); // 5³ + 7 is not a square modulo p

    [Theory]
    [InlineData(2)]
    [InlineData(26)]
    [InlineData(29)]
    [InlineData(255)]
    public void Another_v_is_refused(byte v)
    {
        byte[] bytes = new EcdsaSignature(1, 1, false).ToBytes();
        bytes[64] = v;
        Assert.False(EcdsaSignature.TryFromBytes(bytes, out _));
        Assert.False(EcdsaSignature.TryFromBytes(bytes.AsSpan(0, 64), out _));
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141")]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    public void A_key_out_of_range_is_refused_without_being_shown(string secret)
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => PrivateKey.Parse(secret));
        Assert.DoesNotContain(secret[..16], refusal.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_disposed_key_signs_nothing()
    {
        PrivateKey key = PrivateKey.Generate();
        key.Dispose();
        Assert.Throws<ObjectDisposedException>(() => key.Sign(default));
    }

    [Fact]
    public void A_key_does_not_show_its_secret()
    {
        using PrivateKey key = PrivateKey.Parse("0x4646464646464646464646464646464646464646464646464646464646464646");
        Assert.DoesNotContain("4646", key.ToString(), StringComparison.Ordinal);
    }
}
