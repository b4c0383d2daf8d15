using System.Globalization;
using System.Numerics;
using Plimsoll.Crypto.Hashing;
using Plimsoll.Crypto.Signatures;

namespace Plimsoll.Crypto.Tests.Signatures;

/// <summary>What BLS accepts, and what it must refuse.</summary>
public sealed class BlsTests
{
    private static readonly BlsSecretKey s_alice = Key(1), s_bob = Key(2), s_mallory = Key(3);

    [Fact]
    public void A_signature_is_verified_and_no_other_message_or_key_is()
    {
        BlsSignature signature = s_alice.Sign("pay Bob 5"u8);
        Assert.True(Bls.Verify(s_alice.PublicKey, "pay Bob 5"u8, signature));
        Assert.False(Bls.Verify(s_alice.PublicKey, "pay Bob 6"u8, signature));
        Assert.False(Bls.Verify(s_bob.PublicKey, "pay Bob 5"u8, signature));
        Assert.False(Bls.Verify(s_alice.PublicKey, "pay Bob 5"u8, new BlsSignature(-signature.Point)));
        Assert.False(Bls.Verify(s_alice.PublicKey, "pay Bob 5"u8, s_bob.Sign("pay Bob 5"u8)));
    }

    [Fact]
    public void A_signature_with_one_bit_changed_is_refused()
    {
        byte[] signature = s_alice.Sign("message"u8).ToBytes();
        for (int bit = 0; bit < signature.Length * 8; bit += 7)
        {
            byte[] changed = [.. signature];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(BlsSignature.TryFromBytes(changed, out BlsSignature decoded) && Bls.Verify(s_alice.PublicKey, "message"u8, decoded));
        }
    }

    [Fact]
    public void Infinity_is_no_key_and_no_keys_signature()
    {
        BlsSignature infinity = default;
        Assert.True(BlsSignature.TryFromBytes(infinity.ToBytes(), out _));
        Assert.False(BlsPublicKey.TryFromBytes(PointEncoding.Compress(G1Affine.Infinity), out _));
        Assert.False(Bls.Verify(s_alice.PublicKey, "message"u8, infinity));

        // With the null key every pairing is one: only the key's check is left to refuse.
        Assert.False(Bls.Verify(default, "message"u8, infinity));
        Assert.False(Bls.VerifyPossession(default, infinity));
        Assert.False(Bls.FastAggregateVerify([default], "message"u8, infinity));
        Assert.False(Bls.FastAggregateVerify([s_alice.PublicKey, default], "message"u8, s_alice.Sign("message"u8)));
        Assert.False(Bls.AggregateVerify([default], ["message"u8.ToArray()], infinity));
        Assert.False(Bls.BatchVerify([default], ["message"u8.ToArray()], [infinity], Factors(1)));
    }

    [Fact]
    public void Keys_that_cancel_verify_nothing()
    {
        BlsPublicKey opposite = new(-s_alice.PublicKey.Point);
        Assert.False(Bls.FastAggregateVerify([s_alice.PublicKey, opposite], "message"u8, default));
    }

    [Fact]
    public void A_key_or_signature_outside_of_the_subgroup_is_refused()
    {
        G1Affine p = Curves.AnyPoint.OnCurve<Fq, Crypto.Curves.G1>(Fq.FromUInt64(5), Fq.One);
        G2Affine q = Curves.AnyPoint.OnCurve<Fq2, Crypto.Curves.G2>(new(Fq.FromUInt64(5), Fq.One), Fq2.One);
        Assert.False(BlsPublicKey.TryFromBytes(PointEncoding.Compress(p), out _));
        Assert.False(BlsSignature.TryFromBytes(PointEncoding.Compress(q), out _));

        // A valid signature displaced by a point of small order.
        G2Affine displaced = (new G2Projective(s_alice.Sign("message"u8).Point) + Curves.SmallOrder.G2Points[0]).ToAffine();
        Assert.False(BlsSignature.TryFromBytes(PointEncoding.Compress(displaced), out _));
    }

    [Fact]
    public void Aggregates_are_verified_both_ways()
    {
        BlsSignature same = Aggregate(s_alice.Sign("same"u8), s_bob.Sign("same"u8));
        Assert.True(Bls.FastAggregateVerify([s_alice.PublicKey, s_bob.PublicKey], "same"u8, same));
        Assert.True(Bls.AggregateVerify([s_alice.PublicKey, s_bob.PublicKey], ["same"u8.ToArray(), "same"u8.ToArray()], same)); // repeats are allowed
        Assert.False(Bls.FastAggregateVerify([s_alice.PublicKey], "same"u8, same));
        Assert.False(Bls.FastAggregateVerify([s_alice.PublicKey, s_bob.PublicKey, s_mallory.PublicKey], "same"u8, same));
        Assert.False(Bls.FastAggregateVerify([s_alice.PublicKey, s_alice.PublicKey], "same"u8, same));

        BlsSignature own = Aggregate(s_alice.Sign("a"u8), s_bob.Sign("b"u8));
        Assert.True(Bls.AggregateVerify([s_alice.PublicKey, s_bob.PublicKey], ["a"u8.ToArray(), "b"u8.ToArray()], own));
        Assert.False(Bls.AggregateVerify([s_alice.PublicKey, s_bob.PublicKey], ["b"u8.ToArray(), "a"u8.ToArray()], own));
        Assert.False(Bls.AggregateVerify([s_alice.PublicKey], ["a"u8.ToArray()], own));
    }

    [Fact]
    public void Empty_lists_are_refused()
    {
        Assert.False(Bls.TryAggregate([], out _));
        Assert.False(Bls.FastAggregateVerify([], "message"u8, default));
        Assert.False(Bls.AggregateVerify([], [], default));
    }

    [Fact]
    public void Lists_of_different_lengths_are_the_callers_mistake()
    {
        Assert.Throws<ArgumentException>(() => Bls.AggregateVerify([s_alice.PublicKey], [], default));
        Assert.Throws<ArgumentException>(() => Bls.BatchVerify([s_alice.PublicKey], [], [default], Factors(1)));
        Assert.Throws<ArgumentException>(() => Bls.BatchVerify([s_alice.PublicKey], ["m"u8.ToArray()], [default], new byte[15]));
    }

    [Fact]
    public void A_rogue_key_forges_an_aggregate_and_cannot_prove_possession()
    {
        // Mallory publishes P = m·G − A without knowing its secret, and signs for both alone.
        BlsPublicKey rogue = new((new G1Projective(s_mallory.PublicKey.Point) - new G1Projective(s_alice.PublicKey.Point)).ToAffine());
        BlsSignature forged = s_mallory.Sign("Alice owes Mallory"u8);
        Assert.True(Bls.FastAggregateVerify([s_alice.PublicKey, rogue], "Alice owes Mallory"u8, forged));

        // What she can sign with m, or add to proofs that she has seen, is no proof for P.
        G2Projective hash = HashToCurve.ToG2(rogue.ToBytes(), Bls.PossessionTag);
        BlsSignature withKnownSecret = new((hash * Scalar(s_mallory)).ToAffine());
        BlsSignature difference = new((new G2Projective(withKnownSecret.Point) - new G2Projective(s_alice.ProvePossession().Point)).ToAffine());
        Assert.False(Bls.VerifyPossession(rogue, withKnownSecret));
        Assert.False(Bls.VerifyPossession(rogue, difference));
        Assert.False(Bls.VerifyPossession(rogue, s_mallory.ProvePossession()));
        Assert.True(Bls.VerifyPossession(s_alice.PublicKey, s_alice.ProvePossession()));
    }

    [Fact]
    public void A_proof_of_possession_is_no_signature_of_the_key()
    {
        Assert.False(Bls.Verify(s_alice.PublicKey, s_alice.PublicKey.ToBytes(), s_alice.ProvePossession()));
        Assert.False(Bls.VerifyPossession(s_alice.PublicKey, s_alice.Sign(s_alice.PublicKey.ToBytes())));
        Assert.False(Bls.VerifyPossession(s_bob.PublicKey, s_alice.ProvePossession()));
    }

    [Fact]
    public void A_batch_is_right_when_each_signature_is()
    {
        BlsSecretKey[] signers = [s_alice, s_bob, s_mallory];
        ReadOnlyMemory<byte>[] messages = ["a"u8.ToArray(), "b"u8.ToArray(), "b"u8.ToArray()];
        BlsPublicKey[] keys = [.. signers.Select(signer => signer.PublicKey)];
        BlsSignature[] signatures = [.. signers.Zip(messages, (signer, message) => signer.Sign(message.Span))];
        Assert.True(Bls.BatchVerify(keys, messages, signatures, Factors(3)));
        Assert.True(Bls.BatchVerify(keys, messages, signatures, new byte[48]));
        Assert.True(Bls.BatchVerify([], [], [], []));

        // Errors that cancel in a plain sum: the reason for the factors.
        G2Projective error = G2Projective.Generator;
        BlsSignature[] cancelling =
        [
            new((new G2Projective(signatures[0].Point) + error).ToAffine()),
            new((new G2Projective(signatures[1].Point) - error).ToAffine()),
            signatures[2],
        ];
        Assert.True(Bls.AggregateVerify(keys, messages, Aggregate(cancelling)));
        Assert.False(Bls.BatchVerify(keys, messages, cancelling, Factors(3)));
        Assert.False(Bls.BatchVerify(keys, messages, [signatures[0], signatures[2], signatures[1]], Factors(3)));
    }

    [Fact]
    public void A_seed_gives_the_key_that_the_draft_says()
    {
        // EIP-2333, test case 0: the master key is this derivation of the seed.
        byte[] seed = Convert.FromHexString(
            "c55257c360c07c72029aebc1b53c05ed0362ada38ead3e3e9efa3708e53495531f09a6987599d18264c1e1c92f2cf141630c7a3c4ab7c81b2f001698e7463b04");
        BigInteger expected = BigInteger.Parse("6083874454709270928345386274498605044986640685124978867557563392430687146096", CultureInfo.InvariantCulture);
        Assert.Equal(expected, new BigInteger(Secret(BlsSecretKey.FromSeed(seed)), isUnsigned: true, isBigEndian: true));
        Assert.NotEqual(BlsSecretKey.FromSeed(seed).PublicKey, BlsSecretKey.FromSeed(seed, "info"u8).PublicKey);
        Assert.Throws<ArgumentOutOfRangeException>(() => BlsSecretKey.FromSeed(new byte[31]));
        Assert.Throws<ArgumentOutOfRangeException>(() => BlsSecretKey.FromSeed(new byte[1025]));
    }

    [Fact]
    public void Secret_keys_are_strictly_between_zero_and_r()
    {
        byte[] r = Convert.FromHexString("73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001"), last = [.. r];
        last[^1] = 0;
        Assert.False(BlsSecretKey.TryFromBytes(new byte[32], out _));
        Assert.False(BlsSecretKey.TryFromBytes(r, out _));
        Assert.False(BlsSecretKey.TryFromBytes(new byte[31], out _));
        Assert.True(BlsSecretKey.TryFromBytes(last, out BlsSecretKey? key));
        Assert.Equal(-G1Affine.Generator, key.PublicKey.Point);
        Assert.Equal(last, Secret(key));
        Assert.DoesNotContain(Convert.ToHexStringLower(last), key.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Verification_and_signing_allocate_nothing()
    {
        byte[] message = new byte[32];
        BlsSignature signature = s_alice.Sign(message);
        BlsPublicKey key = s_alice.PublicKey;
        _ = Bls.Verify(key, message, signature);
        long before = GC.GetAllocatedBytesForCurrentThread();
        _ = Bls.Verify(key, message, signature);
        _ = s_alice.Sign(message);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static BlsSecretKey Key(byte seed)
    {
        byte[] bytes = new byte[32];
        bytes[31] = seed;
        return BlsSecretKey.FromSeed(bytes);
    }

    private static byte[] Secret(BlsSecretKey key)
    {
        byte[] bytes = new byte[BlsSecretKey.ByteLength];
        key.WriteBytes(bytes);
        return bytes;
    }

    private static Fr Scalar(BlsSecretKey key) => Fr.FromBytes(Secret(key));

    private static BlsSignature Aggregate(params BlsSignature[] signatures)
    {
        Assert.True(Bls.TryAggregate(signatures, out BlsSignature aggregate));
        return aggregate;
    }

    private static byte[] Factors(int count) => [.. Enumerable.Range(1, count * Bls.RandomBytesPerSignature).Select(i => (byte)(i * 37))];
}
