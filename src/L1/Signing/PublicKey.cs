using System.Diagnostics.CodeAnalysis;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Math.EC;
using Plimsoll.L1.Hashing;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Signing;

/// <summary>A point of secp256k1 other than infinity: what an account's address is the hash of.</summary>
public sealed class PublicKey : IEquatable<PublicKey>
{
    /// <summary>The length of x ‖ y, in bytes.</summary>
    public const int ByteLength = 64;

    private readonly byte[] _bytes;

    internal PublicKey(ECPoint affine)
    {
        _bytes = new byte[ByteLength];
        affine.AffineXCoord.GetEncoded().CopyTo(_bytes.AsSpan());
        affine.AffineYCoord.GetEncoded().CopyTo(_bytes.AsSpan(32));
        Address = new(Keccak256.Hash(_bytes).Span[12..]);
    }

    /// <summary>The address of the account: the last 20 bytes of the Keccak-256 hash of x ‖ y.</summary>
    public Address Address { get; }

    /// <summary>x ‖ y, each 32 big-endian bytes.</summary>
    public ReadOnlySpan<byte> Span => _bytes;

    /// <summary>Finds the key under which the signature of this digest is valid (SEC 1, section 4.1.6).</summary>
    /// <remarks>Variable-time: it works on public values only. About as dear as one verification.</remarks>
    /// <returns>False when r or s is out of range, s is in the upper half (EIP-2), or no such key exists.</returns>
    public static bool TryRecover(Bytes32 digest, in EcdsaSignature signature, [NotNullWhen(true)] out PublicKey? key)
    {
        key = null;
        if (!signature.IsInRange || !Secp256k1.TryDecompress(signature.R, signature.YIsOdd, out ECPoint? nonce))
            return false;
        BigInteger n = Secp256k1.N;
        BigInteger inverse = Secp256k1.ToBigInteger(signature.R).ModInverse(n);
        BigInteger u1 = new BigInteger(1, digest.ToBytes()).Negate().Multiply(inverse).Mod(n);
        BigInteger u2 = Secp256k1.ToBigInteger(signature.S).Multiply(inverse).Mod(n);
        ECPoint point = Secp256k1.MultiplyAndAdd(u1, nonce!, u2);
        if (point.IsInfinity)
            return false;
        key = new(point);
        return true;
    }

    /// <summary>Whether the signature of this digest was made with this key's secret, and is in the one accepted form.</summary>
    public bool Verify(Bytes32 digest, in EcdsaSignature signature) =>
        TryRecover(digest, signature, out PublicKey? signer) && Equals(signer);

    /// <inheritdoc/>
    public bool Equals(PublicKey? other) => other is not null && Span.SequenceEqual(other.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PublicKey);

    /// <inheritdoc/>
    public override int GetHashCode() => Address.GetHashCode();

    /// <summary>x ‖ y in hexadecimal.</summary>
    public override string ToString() => Hex.Encode(_bytes);
}
