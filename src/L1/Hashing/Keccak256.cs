using System.Text;
using Org.BouncyCastle.Crypto.Digests;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Hashing;

/// <summary>Keccak-256 as Ethereum uses it: the submission to the SHA-3 competition, with the padding from before the standard.</summary>
/// <remarks>The digest is BouncyCastle's. It allocates nothing after the first call on a thread. Thread-safe.</remarks>
public static class Keccak256
{
    /// <summary>The length of a digest, in bytes.</summary>
    public const int DigestLength = 32;

    [ThreadStatic]
    private static KeccakDigest? s_digest;

    /// <summary>Returns the hash of the bytes.</summary>
    public static Bytes32 Hash(ReadOnlySpan<byte> data) => Hash(data, []);

    /// <summary>Returns the hash of the two, one behind the other.</summary>
    public static Bytes32 Hash(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        KeccakDigest digest = s_digest ??= new KeccakDigest(8 * DigestLength);
        digest.BlockUpdate(first);
        digest.BlockUpdate(second);
        Span<byte> hash = stackalloc byte[DigestLength];
        digest.DoFinal(hash); // and begins anew
        return new(hash);
    }

    /// <summary>Returns the hash of the text in UTF-8.</summary>
    /// <exception cref="EncoderFallbackException">The text has an unpaired surrogate.</exception>
    public static Bytes32 HashUtf8(string text) => Hash(StrictUtf8.GetBytes(text));

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
}
