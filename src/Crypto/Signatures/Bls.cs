using System.Buffers;
using Plimsoll.Crypto.Hashing;
using Plimsoll.Crypto.Pairings;

namespace Plimsoll.Crypto.Signatures;

/// <summary>BLS signatures with proof of possession: keys in G1 (48 bytes), signatures in G2 (96 bytes), as Ethereum's validators use.</summary>
/// <remarks>
/// Ciphersuite BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_POP_ of draft-irtf-cfrg-bls-signature-05. Keys and signatures are checked when they
/// are decoded, so <see cref="BlsPublicKey"/> and <see cref="BlsSignature"/> are in their subgroups. <b>Aggregates are sound only over keys
/// whose possession was verified</b> (<see cref="VerifyPossession"/>): otherwise a rogue key cancels honest ones. With it, messages may
/// repeat. Verification is variable-time.
/// </remarks>
public static partial class Bls
{
    private static readonly G1Affine s_minusGenerator = -G1Affine.Generator;

    /// <summary>The domain separation tag of signatures.</summary>
    public static ReadOnlySpan<byte> SignatureTag => "BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_POP_"u8;

    /// <summary>The domain separation tag of proofs of possession.</summary>
    public static ReadOnlySpan<byte> PossessionTag => "BLS_POP_BLS12381G2_XMD:SHA-256_SSWU_RO_POP_"u8;

    /// <summary>Whether the signature is the key's for this message; one product of two pairings.</summary>
    public static bool Verify(in BlsPublicKey key, ReadOnlySpan<byte> message, in BlsSignature signature) =>
        VerifyHash(key, HashToCurve.ToG2(message, SignatureTag), signature);

    /// <summary>Whether the proof shows that the key's holder knows its secret (PopVerify, section 3.3.3).</summary>
    public static bool VerifyPossession(in BlsPublicKey key, in BlsSignature proof)
    {
        Span<byte> bytes = stackalloc byte[BlsPublicKey.ByteLength];
        key.WriteBytes(bytes);
        return VerifyHash(key, HashToCurve.ToG2(bytes, PossessionTag), proof);
    }

    /// <summary>Adds signatures up to one.</summary>
    /// <returns>False for no signatures: there is no aggregate of nothing.</returns>
    public static bool TryAggregate(ReadOnlySpan<BlsSignature> signatures, out BlsSignature aggregate)
    {
        G2Projective sum = G2Projective.Infinity;
        foreach (ref readonly BlsSignature signature in signatures)
            sum += signature.Point;
        aggregate = new(sum.ToAffine());
        return !signatures.IsEmpty;
    }

    /// <summary>Whether the signature aggregates one signature by each key, all of the same message; two pairings for any number of keys.</summary>
    /// <returns>False for no keys, and when the keys sum to infinity.</returns>
    public static bool FastAggregateVerify(ReadOnlySpan<BlsPublicKey> keys, ReadOnlySpan<byte> message, in BlsSignature signature)
    {
        G1Projective sum = G1Projective.Infinity;
        foreach (ref readonly BlsPublicKey key in keys)
        {
            if (key.Point.IsInfinity)
                return false;
            sum += key.Point;
        }

        return Verify(new BlsPublicKey(sum.ToAffine()), message, signature);
    }

    /// <summary>Whether the signature aggregates one signature by each key of the message beside it; a pairing for each and one more.</summary>
    /// <returns>False for no keys.</returns>
    /// <exception cref="ArgumentException">The messages are not as many as the keys.</exception>
    public static bool AggregateVerify(
        ReadOnlySpan<BlsPublicKey> keys, ReadOnlySpan<ReadOnlyMemory<byte>> messages, in BlsSignature signature)
    {
        if (messages.Length != keys.Length)
            throw new ArgumentException("One message per key is expected.", nameof(messages));
        if (keys.IsEmpty)
            return false;
        G1Affine[] left = ArrayPool<G1Affine>.Shared.Rent(keys.Length + 1);
        G2Affine[] right = ArrayPool<G2Affine>.Shared.Rent(keys.Length + 1);
        try
        {
            for (int i = 0; i < keys.Length; i++)
            {
                if (keys[i].Point.IsInfinity)
                    return false;
                left[i] = keys[i].Point;
                right[i] = HashToCurve.ToG2(messages[i].Span, SignatureTag).ToAffine();
            }

            left[keys.Length] = s_minusGenerator;
            right[keys.Length] = signature.Point;
            return Pairing.ProductIsOne(left.AsSpan(0, keys.Length + 1), right.AsSpan(0, keys.Length + 1));
        }
        finally
        {
            ArrayPool<G1Affine>.Shared.Return(left);
            ArrayPool<G2Affine>.Shared.Return(right);
        }
    }

    // e(key, hash) = e(generator, signature)
    private static bool VerifyHash(in BlsPublicKey key, in G2Projective hash, in BlsSignature signature) =>
        !key.Point.IsInfinity
        && Pairing.ProductIsOne([key.Point, s_minusGenerator], [hash.ToAffine(), signature.Point]);
}
