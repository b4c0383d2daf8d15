using System.Security.Cryptography;
using Plimsoll.Crypto.Kzg;

namespace Plimsoll.Crypto.Tests.Kzg;

/// <summary>Commitments and proofs as bytes: what is accepted, and every kind of refusal.</summary>
public sealed class KzgPointTests
{
    [Fact]
    public void A_valid_point_comes_back_as_the_same_bytes()
    {
        byte[] bytes = PointEncoding.Compress((G1Projective.Generator * Fr.FromUInt64(12345)).ToAffine());
        Assert.Equal(bytes, KzgCommitment.FromBytes(bytes).ToBytes());
        Assert.Equal(bytes, KzgProof.FromBytes(bytes).ToBytes());
        Assert.Equal($"0x{Convert.ToHexStringLower(bytes)}", KzgProof.FromBytes(bytes).ToString());
    }

    [Fact]
    public void Infinity_is_accepted_and_is_the_default()
    {
        byte[] bytes = new byte[48];
        bytes[0] = 0xc0;
        Assert.Equal(default, KzgCommitment.FromBytes(bytes));
        Assert.Equal(bytes, default(KzgProof).ToBytes());
    }

    public static TheoryData<string, KzgRefusal> Refused => new()
    {
        { "", KzgRefusal.WrongLength },
        { new string('0', 94), KzgRefusal.WrongLength },
        { "c0" + new string('0', 96), KzgRefusal.WrongLength },
        { new string('0', 96), KzgRefusal.InvalidPointEncoding }, // no compression flag
        { "40" + new string('0', 94), KzgRefusal.InvalidPointEncoding },
        { "e0" + new string('0', 94), KzgRefusal.InvalidPointEncoding }, // infinity has no sign
        { "c0" + new string('0', 92) + "01", KzgRefusal.InvalidPointEncoding }, // infinity and something else
        { "9a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab", KzgRefusal.InvalidPointEncoding }, // x = q
        { "97f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bc", KzgRefusal.PointNotOnCurve },
        { "80" + new string('0', 94), KzgRefusal.PointNotInSubgroup }, // (0, 2) has order 3
    };

    [Theory, MemberData(nameof(Refused))]
    public void Anything_else_is_refused_with_its_reason(string hex, KzgRefusal reason)
    {
        byte[] bytes = Convert.FromHexString(hex);
        Assert.Equal(reason, Assert.Throws<KzgException>(() => KzgCommitment.FromBytes(bytes)).Reason);
        Assert.Equal(reason, Assert.Throws<KzgException>(() => KzgProof.FromBytes(bytes)).Reason);
        Assert.False(KzgProof.TryFromBytes(bytes, out KzgProof proof, out KzgRefusal refusal));
        Assert.Equal((default, reason), (proof, refusal));
    }

    [Fact]
    public void No_bytes_bring_anything_but_a_point_or_a_refusal() =>
        Gen.Byte.Array[48].Sample(bytes =>
        {
            bytes[0] |= 0x80;
            bool isPoint = KzgCommitment.TryFromBytes(bytes, out KzgCommitment commitment, out KzgRefusal refusal);
            return isPoint ? commitment.ToBytes().AsSpan().SequenceEqual(bytes) : refusal != KzgRefusal.None && commitment == default;
        });

    [Fact]
    public void A_versioned_hash_is_the_hash_with_a_version_byte()
    {
        byte[] hash = SHA256.HashData(default(KzgCommitment).ToBytes());
        byte[] versioned = default(KzgCommitment).ToVersionedHash();
        Assert.Equal(1, versioned[0]);
        Assert.Equal(hash.AsSpan(1), versioned.AsSpan(1));
    }
}
