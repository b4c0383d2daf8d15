using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math;
using Plimsoll.Primitives;
using ECPoint = Org.BouncyCastle.Math.EC.ECPoint;

namespace Plimsoll.L1.Signing;

/// <summary>The secret of an Ethereum account.</summary>
/// <remarks>
/// The key's bytes stay at one place in memory and are zeroed on disposal. Signing is <b>variable-time</b>, and BouncyCastle's numbers leave
/// copies of the secret that only the garbage collector removes: do not sign where an attacker measures time or reads memory; keep the keys
/// of much value in an external signer. Neither <see cref="ToString"/> nor any exception shows the key. Thread-safe until it is disposed.
/// </remarks>
public sealed class PrivateKey : IDisposable
{
    /// <summary>The length, in bytes.</summary>
    public const int ByteLength = 32;

    private readonly byte[] _secret = GC.AllocateArray<byte>(ByteLength, pinned: true);
    private bool _disposed;

    /// <summary>Copies a key of 32 big-endian bytes; zeroing the source is the caller's business.</summary>
    /// <exception cref="ArgumentException">The length is another, or the key is 0 or not below the order of the group.</exception>
    public PrivateKey(ReadOnlySpan<byte> bigEndian)
    {
        if (bigEndian.Length != ByteLength)
            throw new ArgumentException($"A private key has {ByteLength} bytes.", nameof(bigEndian));
        UInt256 value = UInt256.FromBytes(bigEndian);
        if (value.IsZero || value >= Secp256k1.Order)
            throw new ArgumentException("A private key is between 1 and the order of the group less 1.", nameof(bigEndian));
        bigEndian.CopyTo(_secret);
        PublicKey = new(Secp256k1.MultiplyGenerator(new BigInteger(1, _secret)));
    }

    /// <summary>The key that the world sees.</summary>
    public PublicKey PublicKey { get; }

    /// <summary>The address of the account.</summary>
    public Address Address => PublicKey.Address;

    /// <summary>Reads 64 hexadecimal digits, with or without <c>0x</c>.</summary>
    /// <exception cref="FormatException">The text is anything else.</exception>
    /// <exception cref="ArgumentException">The key is 0 or not below the order of the group.</exception>
    public static PrivateKey Parse(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[ByteLength];
        try
        {
            return Hex.TryDecodeExactly(text, bytes)
                ? new(bytes)
                : throw new FormatException("Not a private key: 64 hexadecimal digits are expected.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Makes a new key with the system's generator of random numbers.</summary>
    public static PrivateKey Generate()
    {
        Span<byte> bytes = stackalloc byte[ByteLength];
        try
        {
            UInt256 value;
            do
            {
                RandomNumberGenerator.Fill(bytes);
                value = UInt256.FromBytes(bytes);
            }
            while (value.IsZero || value >= Secp256k1.Order); // with probability 2^-128
            return new(bytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Signs a digest with the nonce of RFC 6979 (HMAC-SHA-256), with s in the lower half: one key and digest give one signature.</summary>
    /// <exception cref="ObjectDisposedException">The key is disposed.</exception>
    public EcdsaSignature Sign(Bytes32 digest)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        BigInteger n = Secp256k1.N;
        BigInteger d = new(1, _secret);
        byte[] message = digest.ToBytes();
        BigInteger e = new(1, message);
        HMacDsaKCalculator nonces = new(new Sha256Digest());
        nonces.Init(n, d, message);
        while (true)
        {
            BigInteger k = nonces.NextK();
            ECPoint noncePoint = Secp256k1.MultiplyGenerator(k);
            BigInteger r = noncePoint.AffineXCoord.ToBigInteger();
            BigInteger s = k.ModInverse(n).Multiply(e.Add(d.Multiply(r))).Mod(n);
            if (r.SignValue == 0 || r.CompareTo(n) >= 0 || s.SignValue == 0)
                continue; // with probability 2^-127: such an r could not be recovered from one bit of y
            UInt256 lowS = Secp256k1.ToUInt256(s);
            bool yIsOdd = noncePoint.AffineYCoord.TestBitZero();
            if (lowS > Secp256k1.HalfOrder)
            {
                lowS = Secp256k1.Order - lowS; // −s belongs to the nonce −k, whose point has the other y
                yIsOdd = !yIsOdd;
            }

            return new(Secp256k1.ToUInt256(r), lowS, yIsOdd);
        }
    }

    /// <summary>Zeroes the key's bytes.</summary>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_secret);
        _disposed = true;
    }

    /// <summary>Names the account, never the secret.</summary>
    public override string ToString() => $"private key of {Address}";
}
