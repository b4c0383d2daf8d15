using Plimsoll.Crypto.Hashing;
using Plimsoll.Crypto.Signatures;
using Plimsoll.Crypto.Tests.Curves.Jubjub;

namespace Plimsoll.Crypto.Tests.Signatures;

[Trait("Category", "Law")]
public sealed class SchnorrTests
{
    // The scalar behind Alice's key, from an independent derivation; tests forge with it.
    private static readonly JubjubScalar s_alice =
        JubjubScalar.FromUInt128(8) * JubjubScalar.FromBytes(Convert.FromHexString("08aef4d188de4b2ee9b9e56c88d7bcb811065e25d54e16191a1c8a8e8644e67c"));

    // docs/spec/signatures.md, computed by an independent implementation.
    [Theory]
    [InlineData("0", "85081d8d93e75ae2ceb2ff9ca0f8afda", "06553950a07b8f2bf09d129326e38909cbfe2ad93a56de7db48d981f45a3adc1")]
    [InlineData("1", "009a46e9a6524210417cc509e779c41c", "02f3ed93dd04555c581398c40f838b7301eb976b69ba15295aadf94c446d6cdc")]
    [InlineData(
        "73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000000",
        "ac227b36e8c3846d376f1fb7061bd866",
        "0d8b144965da8382f2341408fa45688bfa8a65b6b4dab5fde76aa30db3baf442")]
    public void A_signature_has_a_known_answer(string message, string e, string s)
    {
        SchnorrSignature signature = AnySchnorr.Alice.Sign(Fr.FromHex(message));
        Assert.Equal(e, signature.E.ToString("x32"));
        Assert.Equal($"0x{s}", signature.S.ToString());
        Assert.True(Schnorr.Verify(AnySchnorr.Alice.PublicKey, Fr.FromHex(message), signature));
    }

    [Fact]
    public void A_key_has_a_known_answer()
    {
        Assert.Equal("0x3173cf641df3be9670f5b10df70454d156d2ce19a1c1202b1e6ad60a02a8a4eb", AnySchnorr.Alice.Published.X.ToString());
        Assert.Equal("0x316ce4edf453032c48d7b7e43aac99cc86dc5690cd617bdecd0dd01deb26da0b", AnySchnorr.Alice.Published.Y.ToString());
        Assert.Equal("0x1a9610ca071f5e7fae89157688ddbeaa195875ea7f78c594d4616964ed467f01", AnySchnorr.Alice.PublicKey.A.X.ToString());
        Assert.Equal("0x005240a3e80e32c489fc6a43ea582dea84ca6a11a2af2cdb9ac189a2d8fe84aa", AnySchnorr.Alice.PublicKey.A.Y.ToString());
    }

    [Fact]
    public void What_a_key_signs_verifies_under_it() =>
        AnySchnorr.Signed.Sample(claim => Schnorr.Verify(claim.Key, claim.Message, claim.Signature), iter: 30);

    [Fact]
    public void One_bit_changed_anywhere_is_refused()
    {
        Fr message = Fr.FromUInt64(7);
        byte[] bytes = new byte[SchnorrSignature.ByteLength];
        AnySchnorr.Alice.Sign(message).Encode(bytes);
        for (int bit = 0; bit < 8 * bytes.Length; bit++)
        {
            byte[] changed = [.. bytes];
            changed[bit / 8] ^= (byte)(0x80 >> (bit % 8));
            Assert.False(SchnorrSignature.TryDecode(changed, out SchnorrSignature signature) && Schnorr.Verify(AnySchnorr.Alice.PublicKey, message, signature));
        }
    }

    [Fact]
    public void Another_message_key_or_signature_is_refused()
    {
        Fr message = Message(chain: 1, rollup: 0xa1), otherChain = Message(chain: 10, rollup: 0xa1), otherRollup = Message(chain: 1, rollup: 0xa2);
        SchnorrSignature signature = AnySchnorr.Alice.Sign(message), mallorys = AnySchnorr.Mallory.Sign(message);
        SchnorrPublicKey alice = AnySchnorr.Alice.PublicKey;
        Assert.True(Schnorr.Verify(alice, message, signature));
        Assert.False(Schnorr.Verify(alice, otherChain, signature));
        Assert.False(Schnorr.Verify(alice, otherRollup, signature));
        Assert.False(Schnorr.Verify(alice, message, mallorys));
        Assert.False(Schnorr.Verify(AnySchnorr.Mallory.PublicKey, message, signature));
        Assert.False(Schnorr.Verify(new(-alice.A), message, signature));
        Assert.False(Schnorr.Verify(new(AnySchnorr.Alice.Published), message, signature));
        Assert.False(Schnorr.Verify(alice, message, new(mallorys.E, signature.S)));
        Assert.False(Schnorr.Verify(alice, message, new(signature.E, mallorys.S)));
        Assert.False(Schnorr.Verify(alice, message, new(signature.E, -signature.S)));
    }

    [Fact]
    public void A_key_with_a_low_order_part_is_another_key()
    {
        Fr message = Fr.One;
        SchnorrSignature signature = AnySchnorr.Alice.Sign(message);
        foreach (JubjubAffine torsion in AnyJubjub.LowOrderPoints.Skip(1))
        {
            JubjubAffine mixed = (new JubjubPoint(AnySchnorr.Alice.PublicKey.A) + new JubjubPoint(torsion)).ToAffine();
            Assert.False(Schnorr.Verify(new(mixed), message, signature));
        }
    }

    [Fact]
    public void A_challenge_hashed_in_another_domain_is_refused()
    {
        Fr message = Fr.FromUInt64(5);
        JubjubScalar nonce = JubjubScalar.FromUInt128(12345);
        JubjubAffine commitment = JubjubPoint.MultiplyGenerator(nonce).ToAffine(), key = AnySchnorr.Alice.PublicKey.A;
        UInt128 right = Schnorr.Challenge(commitment, key, message), wrong = LowHalf(Poseidon2.Sponge(HashDomain.Message, commitment.X, commitment.Y, key.X, key.Y, message));
        Assert.True(Schnorr.Verify(AnySchnorr.Alice.PublicKey, message, new(right, nonce + JubjubScalar.FromUInt128(right) * s_alice)));
        Assert.False(Schnorr.Verify(AnySchnorr.Alice.PublicKey, message, new(wrong, nonce + JubjubScalar.FromUInt128(wrong) * s_alice)));
    }

    [Fact]
    public void A_commitment_at_the_identity_is_no_forgery()
    {
        Fr message = Fr.One;
        SchnorrPublicKey alice = AnySchnorr.Alice.PublicKey;
        UInt128 e = Schnorr.Challenge(JubjubAffine.Identity, alice.A, message);
        Assert.False(Schnorr.Verify(alice, message, default));
        Assert.False(Schnorr.Verify(alice, message, new(e, JubjubScalar.Zero)));
        Assert.False(Schnorr.Verify(alice, message, new(e, JubjubScalar.FromUInt128(e))));
        // Only the key's owner reaches s·B = e·A; the equation has no exception for it.
        Assert.True(Schnorr.Verify(alice, message, new(e, JubjubScalar.FromUInt128(e) * s_alice)));
    }

    [Fact]
    public void Nothing_verifies_under_the_null_key()
    {
        Fr message = Fr.One;
        UInt128 e = Schnorr.Challenge(JubjubAffine.Identity, default, message);
        Assert.False(Schnorr.Verify(default, message, new(e, JubjubScalar.Zero)));
        Assert.False(Schnorr.Verify(default, message, AnySchnorr.Alice.Sign(message)));
    }

    [Fact]
    public void Signing_is_deterministic_and_no_two_messages_share_a_nonce()
    {
        SchnorrSecretKey key = AnySchnorr.Alice;
        HashSet<JubjubAffine> commitments = [];
        for (ulong i = 0; i < 50; i++)
        {
            SchnorrSignature signature = key.Sign(Fr.FromUInt64(i));
            Assert.Equal(signature, key.Sign(Fr.FromUInt64(i)));
            Assert.True(commitments.Add(JubjubVerification.Commitment(signature.S, signature.E, key.PublicKey.A).ToAffine()));
        }
    }

    [Fact]
    public void The_double_multiplication_is_two_multiplications_and_an_addition() =>
        Gen.Select(AnyJubjub.Scalar, AnyJubjub.Point, Gen.ULong, Gen.ULong, Gen.Int[0, 4]).Sample(
            (s, a, low, high, edge) =>
            {
                UInt128 e = edge switch { 0 => UInt128.Zero, 1 => UInt128.MaxValue, _ => new(high, low) };
                return JubjubVerification.Commitment(s, e, a.ToAffine()) == JubjubPoint.Generator * s - a * JubjubScalar.FromUInt128(e);
            },
            iter: 30);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Many_are_verified_as_one_by_one(bool parallel) =>
        AnySchnorr.Claim.Array[0, 20].Sample(
            claims =>
            {
                // Enough copies for several chunks, in an order that puts different claims into the same lane.
                SignedMessage[] many = [.. Enumerable.Range(0, claims.Length * 9).Select(i => claims[i * 7 % claims.Length])];
                bool[] valid = new bool[many.Length];
                Schnorr.VerifyMany(many, valid, parallel);
                Dictionary<SignedMessage, bool> alone = claims.Distinct().ToDictionary(claim => claim, claim => Schnorr.Verify(claim.Key, claim.Message, claim.Signature));
                return many.Zip(valid).All(pair => pair.Second == alone[pair.First]);
            },
            iter: 10);

    [Fact]
    public void One_wrong_signature_among_many_spoils_only_its_own_answer()
    {
        SignedMessage[] claims = [.. Enumerable.Range(0, 24).Select(i => new SignedMessage(AnySchnorr.Alice.PublicKey, Fr.FromUInt64((ulong)i), AnySchnorr.Alice.Sign(Fr.FromUInt64((ulong)i))))];
        bool[] valid = new bool[claims.Length];
        for (int wrong = 0; wrong < claims.Length; wrong++)
        {
            SignedMessage[] spoilt = [.. claims];
            spoilt[wrong] = claims[wrong] with { Signature = new(claims[wrong].Signature.E + 1, claims[wrong].Signature.S) };
            Schnorr.VerifyMany(spoilt, valid);
            for (int i = 0; i < valid.Length; i++)
                Assert.Equal(i != wrong, valid[i]);
        }
    }

    [Fact]
    public void Errors_of_two_signatures_do_not_cancel()
    {
        // A batch equation without factors would accept s + 1 beside s − 1.
        Fr one = Fr.One, two = Fr.FromUInt64(2);
        SchnorrSignature first = AnySchnorr.Alice.Sign(one), second = AnySchnorr.Alice.Sign(two);
        bool[] valid = [true, true];
        Schnorr.VerifyMany(
            [
                new(AnySchnorr.Alice.PublicKey, one, first with { S = first.S + JubjubScalar.One }),
                new(AnySchnorr.Alice.PublicKey, two, second with { S = second.S - JubjubScalar.One }),
            ],
            valid);
        Assert.Equal([false, false], valid);
    }

    [Fact]
    public void Edges_of_both_scalars_are_verified_side_by_side()
    {
        JubjubScalar[] scalars = [JubjubScalar.Zero, JubjubScalar.One, -JubjubScalar.One, JubjubScalar.FromUInt128(UInt128.MaxValue), JubjubScalar.FromUInt128(128), JubjubScalar.FromUInt128(0x8080_8080_8080_8080)];
        UInt128[] challenges = [0, 1, 8, UInt128.MaxValue, UInt128.MaxValue - 7, new(0x8888_8888_8888_8888, 0x8888_8888_8888_8888)];
        JubjubAffine[] keys = [AnySchnorr.Alice.PublicKey.A, AnyJubjub.LowOrderPoints[1], JubjubAffine.Generator, JubjubAffine.Identity];
        (JubjubScalar S, UInt128 E, JubjubAffine Key)[] all =
            [.. from s in scalars from e in challenges from key in keys select (s, e, key)];
        Fr[] x = new Fr[8], y = new Fr[8], z = new Fr[8];
        foreach ((JubjubScalar S, UInt128 E, JubjubAffine Key)[] eight in all.Chunk(8))
        {
            JubjubVerification.CommitEight(
                [.. eight.Select(t => t.S)], [.. eight.Select(t => t.E)], [.. eight.Select(t => t.Key.X)], [.. eight.Select(t => t.Key.Y)], x, y, z);
            for (int lane = 0; lane < 8; lane++)
            {
                Fr inverse = Fr.Inverse(z[lane]);
                JubjubAffine actual = new(x[lane] * inverse, y[lane] * inverse);
                Assert.Equal(JubjubPoint.Generator * eight[lane].S - new JubjubPoint(eight[lane].Key) * JubjubScalar.FromUInt128(eight[lane].E), new JubjubPoint(actual));
            }
        }
    }

    [Fact]
    public void Verification_of_many_allocates_nothing()
    {
        SignedMessage[] claims = [.. Enumerable.Repeat(new SignedMessage(AnySchnorr.Alice.PublicKey, Fr.One, AnySchnorr.Alice.Sign(Fr.One)), 70)];
        bool[] valid = new bool[claims.Length];
        Schnorr.VerifyMany(claims, valid);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Schnorr.VerifyMany(claims, valid);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Verification_and_its_answers_need_room() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Schnorr.VerifyMany(new SignedMessage[2], new bool[1]));

    private static Fr Message(ulong chain, ulong rollup) => Poseidon2.Sponge(HashDomain.Message, Fr.FromUInt64(chain), Fr.FromUInt64(rollup), Fr.FromUInt64(42));

    private static UInt128 LowHalf(Fr hash)
    {
        Span<ulong> limbs = stackalloc ulong[4];
        hash.WriteLimbs(limbs);
        return new(limbs[1], limbs[0]);
    }
}
