using System.Buffers.Binary;
using System.Security.Cryptography;
using Plimsoll.L1.Signing;
using Plimsoll.Primitives;

namespace Plimsoll.Cli.Wallets;

/// <summary>Ethereum accounts of a mnemonic phrase: path m/44'/60'/0'/0/index.</summary>
/// <remarks>BIP-39 (phrase to seed, without passphrase) and BIP-32 (seed to keys). The phrase's own checksum is not checked: development phrases are given, not typed.</remarks>
internal static class Mnemonic
{
    private const uint Hardened = 0x8000_0000;
    private const int SeedLength = 64;
    private const int Iterations = 2_048;

    // The order of secp256k1 (SEC 2, section 2.4.1).
    private static readonly UInt256 s_order = UInt256.Parse("0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");

    /// <summary>Derives the secret of an account: 32 bytes for <see cref="PrivateKey"/>.</summary>
    public static byte[] Derive(string phrase, uint index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Hardened);
        byte[] seed = Rfc2898DeriveBytes.Pbkdf2(phrase, "mnemonic"u8, Iterations, HashAlgorithmName.SHA512, SeedLength);
        byte[] master = HMACSHA512.HashData("Bitcoin seed"u8, seed);
        (UInt256 key, byte[] chain) = (UInt256.FromBytes(master.AsSpan(0, 32)), master[32..]);
        foreach (uint step in (uint[])[44 | Hardened, 60 | Hardened, Hardened, 0, index])
            (key, chain) = Child(key, chain, step);
        return key.ToBytes();
    }

    private static (UInt256 Key, byte[] Chain) Child(UInt256 parent, byte[] chain, uint step)
    {
        Span<byte> input = stackalloc byte[37];
        if (step >= Hardened)
        {
            input[0] = 0;
            parent.WriteBytes(input[1..33]);
        }
        else
        {
            using PrivateKey key = new(parent.ToBytes());
            ReadOnlySpan<byte> point = key.PublicKey.Span;
            input[0] = (byte)(2 + (point[^1] & 1));
            point[..32].CopyTo(input[1..]);
        }

        BinaryPrimitives.WriteUInt32BigEndian(input[33..], step);
        byte[] output = HMACSHA512.HashData(chain, input);
        UInt256 tweak = UInt256.FromBytes(output.AsSpan(0, 32));
        if (tweak >= s_order)
            throw new CryptographicException("This index has no key (probability 2^-127): take another.");
        UInt256 room = s_order - parent; // parent + tweak mod order, without overflow
        UInt256 child = tweak >= room ? tweak - room : parent + tweak;
        return child.IsZero ? throw new CryptographicException("This index has no key (probability 2^-256): take another.") : (child, output[32..]);
    }
}
