using System.Security.Cryptography;
using Plimsoll.Crypto.Curves;

namespace Plimsoll.Crypto.Signatures;

/// <summary>A signing key: the scalar q behind the published Q = q·B, and the key that nonces are drawn with.</summary>
/// <remarks>
/// Signing and derivation take the same operations and addresses whatever the secrets are: scalar field arithmetic without branches,
/// tables read in full, no early exit. What the runtime copies on its stack is not wiped. Spec: docs/spec/signatures.md.
/// </remarks>
public sealed class SchnorrSecretKey
{
    private const int NonceKeyLength = 32;

    private readonly JubjubScalar _a; // 8·q
    private readonly byte[] _nonceKey;

    private SchnorrSecretKey(in JubjubScalar q, byte[] nonceKey)
    {
        _a = JubjubScalar.FromUInt128(8) * q;
        _nonceKey = nonceKey;
        Published = JubjubPoint.MultiplyGenerator(q).ToAffine();
        PublicKey = new(JubjubPoint.MultiplyGenerator(_a).ToAffine());
    }

    /// <summary>Q, the form in which the public key travels.</summary>
    public JubjubAffine Published { get; }

    /// <summary>A = 8·Q, the form in which signatures are verified.</summary>
    public SchnorrPublicKey PublicKey { get; }

    /// <summary>Derives a key from secret bytes; the same bytes give the same key.</summary>
    /// <param name="seed">At least 32 bytes with 256 bits of entropy. The caller wipes them.</param>
    public static SchnorrSecretKey FromSeed(ReadOnlySpan<byte> seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(seed.Length, 32);
        Span<byte> pseudorandomKey = stackalloc byte[HMACSHA512.HashSizeInBytes], wide = stackalloc byte[2 * JubjubScalar.ByteLength];
        byte[] nonceKey = new byte[NonceKeyLength];
        HKDF.Extract(HashAlgorithmName.SHA512, seed, "Plimsoll Jubjub key v1"u8, pseudorandomKey);
        HKDF.Expand(HashAlgorithmName.SHA512, pseudorandomKey, wide, "signing scalar"u8);
        HKDF.Expand(HashAlgorithmName.SHA512, pseudorandomKey, nonceKey, "nonce key"u8);
        JubjubScalar q = JubjubScalar.ReduceWide(wide);
        CryptographicOperations.ZeroMemory(pseudorandomKey);
        CryptographicOperations.ZeroMemory(wide);
        return q.IsZero
            ? throw new CryptographicException("The seed gives the zero scalar, which happens with probability 2^-252.")
            : new(q, nonceKey);
    }

    /// <summary>Signs a message hash.</summary>
    /// <remarks>
    /// Deterministic: the nonce is HMAC-SHA-512 under a key of its own over (A, m), 512 bits reduced modulo ℓ, so no two messages share
    /// one and no source of randomness can fail. A is this key's own, never a caller's.
    /// </remarks>
    public SchnorrSignature Sign(in Fr message)
    {
        JubjubScalar nonce = Nonce(message);
        UInt128 e = Schnorr.Challenge(JubjubPoint.MultiplyGenerator(nonce).ToAffine(), PublicKey.A, message);
        return new(e, nonce + JubjubScalar.FromUInt128(e) * _a);
    }

    /// <summary>The public key; never the secret.</summary>
    public override string ToString() => $"secret key of {PublicKey}";

    private JubjubScalar Nonce(in Fr message)
    {
        ReadOnlySpan<byte> label = "Plimsoll Schnorr nonce v1"u8;
        Span<byte> input = stackalloc byte[label.Length + 3 * Fr.ByteLength], wide = stackalloc byte[2 * JubjubScalar.ByteLength];
        label.CopyTo(input);
        PublicKey.A.X.WriteBytes(input[label.Length..]);
        PublicKey.A.Y.WriteBytes(input[(label.Length + Fr.ByteLength)..]);
        message.WriteBytes(input[(label.Length + 2 * Fr.ByteLength)..]);
        HMACSHA512.HashData(_nonceKey, input, wide);
        JubjubScalar nonce = JubjubScalar.ReduceWide(wide);
        CryptographicOperations.ZeroMemory(wide);
        return nonce;
    }
}
