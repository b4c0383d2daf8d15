using System.Security.Cryptography;
using Plimsoll.Crypto.Curves;
using Plimsoll.Crypto.Hashing;

namespace Plimsoll.Crypto.Signatures;

/// <summary>A BLS signing key: a scalar from 1 to r − 1.</summary>
/// <remarks>
/// Signing takes the same operations and addresses whatever the scalar is (<see cref="ScalarMultiplication.MultiplySecret(in G2Affine, in Fr)"/>).
/// What the runtime copies on its stack is not wiped. Source: draft-irtf-cfrg-bls-signature-05, section 2.
/// </remarks>
public sealed class BlsSecretKey
{
    /// <summary>The length of the encoding, in bytes.</summary>
    public const int ByteLength = Fr.ByteLength;

    private const int WideLength = 48; // ⌈3·⌈log2 r⌉ / 16⌉

    private readonly Fr _scalar;

    private BlsSecretKey(in Fr scalar)
    {
        _scalar = scalar;
        PublicKey = new(ScalarMultiplication.MultiplySecret(G1Affine.Generator, scalar));
    }

    /// <summary>The verification key.</summary>
    public BlsPublicKey PublicKey { get; }

    /// <summary>Derives a key from secret bytes (KeyGen, section 2.3); the same bytes give the same key.</summary>
    /// <param name="seed">At least 32 bytes with 256 bits of entropy. The caller wipes them.</param>
    /// <param name="keyInfo">Separates keys derived from one seed; usually empty.</param>
    /// <exception cref="ArgumentOutOfRangeException">The seed is too short, or either input is longer than a kilobyte.</exception>
    public static BlsSecretKey FromSeed(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> keyInfo = default)
    {
        const int longest = 1024;
        ArgumentOutOfRangeException.ThrowIfLessThan(seed.Length, 32, nameof(seed));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(seed.Length, longest, nameof(seed));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(keyInfo.Length, longest, nameof(keyInfo));
        Span<byte> material = stackalloc byte[longest + 1], info = stackalloc byte[longest + 2];
        Span<byte> salt = stackalloc byte[SHA256.HashSizeInBytes], pseudorandomKey = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> wide = stackalloc byte[WideLength];
        material = material[..(seed.Length + 1)];
        seed.CopyTo(material);
        material[^1] = 0;
        info = info[..(keyInfo.Length + 2)];
        keyInfo.CopyTo(info);
        info[^2] = 0;
        info[^1] = WideLength;

        SHA256.HashData("BLS-SIG-KEYGEN-SALT-"u8, salt);
        Fr scalar;
        while (true)
        {
            HKDF.Extract(HashAlgorithmName.SHA256, material, salt, pseudorandomKey);
            HKDF.Expand(HashAlgorithmName.SHA256, pseudorandomKey, wide, info);
            scalar = ReduceWide(wide);
            if (!scalar.IsZero)
                break; // always at the first attempt, but for a chance of 2^-255
            SHA256.HashData(salt, salt);
        }

        CryptographicOperations.ZeroMemory(material);
        CryptographicOperations.ZeroMemory(pseudorandomKey);
        CryptographicOperations.ZeroMemory(wide);
        return new(scalar);
    }

    /// <summary>Decodes 32 big-endian bytes, and refuses zero and what is not below r.</summary>
    public static bool TryFromBytes(ReadOnlySpan<byte> bytes, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out BlsSecretKey? key)
    {
        key = Fr.TryFromBytes(bytes, out Fr scalar) && !scalar.IsZero ? new(scalar) : null;
        return key is not null;
    }

    /// <summary>Writes the 32 secret bytes of the encoding.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bytes"/> is not exactly that long.</exception>
    public void WriteBytes(Span<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, ByteLength);
        _scalar.WriteBytes(bytes);
    }

    /// <summary>Signs a message (Sign of the proof-of-possession scheme).</summary>
    public BlsSignature Sign(ReadOnlySpan<byte> message) => SignPoint(HashToCurve.ToG2(message, Bls.SignatureTag));

    /// <summary>Proves that the holder of the public key knows its secret (PopProve, section 3.3.2).</summary>
    public BlsSignature ProvePossession()
    {
        Span<byte> publicKey = stackalloc byte[BlsPublicKey.ByteLength];
        PublicKey.WriteBytes(publicKey);
        return SignPoint(HashToCurve.ToG2(publicKey, Bls.PossessionTag));
    }

    /// <summary>The public key; never the secret.</summary>
    public override string ToString() => $"secret key of {PublicKey}";

    private BlsSignature SignPoint(in G2Projective hash) => new(ScalarMultiplication.MultiplySecret(hash.ToAffine(), _scalar));

    // 48 big-endian bytes modulo r, as two halves that are below r by themselves.
    private static Fr ReduceWide(ReadOnlySpan<byte> bytes)
    {
        Span<byte> half = stackalloc byte[Fr.ByteLength];
        half.Clear();
        bytes[..24].CopyTo(half[8..]);
        Fr high = Fr.FromBytes(half);
        bytes[24..].CopyTo(half[8..]);
        Fr low = Fr.FromBytes(half);
        CryptographicOperations.ZeroMemory(half);
        return high * s_twoTo192 + low;
    }

    private static readonly Fr s_twoTo192 = Fr.FromHex("1000000000000000000000000000000000000000000000000");
}
