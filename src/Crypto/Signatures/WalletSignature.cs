using System.Security.Cryptography;

namespace Plimsoll.Crypto.Signatures;

/// <summary>Why a wallet's signature was not taken as the seed of a signing key.</summary>
public enum WalletSignatureRefusal
{
    /// <summary>It was taken.</summary>
    None,

    /// <summary>It is not 65 bytes long.</summary>
    WrongLength,

    /// <summary>r or s is zero or not below the order of secp256k1.</summary>
    OutOfRange,

    /// <summary>s is above half the order: the twin of another signature, which would give another key.</summary>
    HighS,

    /// <summary>v is none of 0, 1, 27, 28.</summary>
    WrongRecoveryId,
}

/// <summary>Derives a signing key from an ordinary wallet's EIP-712 signature.</summary>
/// <remarks>
/// The text that the wallet signs is in docs/spec/signatures.md; it names chain, rollup, owner and purpose. The same wallet gives the same
/// key because wallets sign deterministically (RFC 6979); a caller that cannot rely on it asks for the signature twice and compares.
/// That the signature recovers to the owner's address is the caller's check. The 65 bytes are as secret as the key.
/// </remarks>
public static class WalletSignature
{
    /// <summary>r, s, v.</summary>
    public const int ByteLength = 65;

    private static ReadOnlySpan<byte> Order =>
    [
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe,
        0xba, 0xae, 0xdc, 0xe6, 0xaf, 0x48, 0xa0, 0x3b, 0xbf, 0xd2, 0x5e, 0x8c, 0xd0, 0x36, 0x41, 0x41,
    ];

    private static ReadOnlySpan<byte> HalfOrder =>
    [
        0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0x5d, 0x57, 0x6e, 0x73, 0x57, 0xa4, 0x50, 0x1d, 0xdf, 0xe9, 0x2f, 0x46, 0x68, 0x1b, 0x20, 0xa0,
    ];

    /// <summary>Derives the key from (r, s); v is only checked, since both of its conventions are in use.</summary>
    public static WalletSignatureRefusal TryDeriveKey(ReadOnlySpan<byte> signature, out SchnorrSecretKey? key)
    {
        key = null;
        if (signature.Length != ByteLength)
            return WalletSignatureRefusal.WrongLength;
        ReadOnlySpan<byte> r = signature[..32], s = signature[32..64];
        if (!IsBetweenZeroAndOrder(r) || !IsBetweenZeroAndOrder(s))
            return WalletSignatureRefusal.OutOfRange;
        if (s.SequenceCompareTo(HalfOrder) > 0)
            return WalletSignatureRefusal.HighS;
        if (signature[64] is not (0 or 1 or 27 or 28))
            return WalletSignatureRefusal.WrongRecoveryId;
        Span<byte> seed = stackalloc byte[64];
        signature[..64].CopyTo(seed);
        key = SchnorrSecretKey.FromSeed(seed);
        CryptographicOperations.ZeroMemory(seed);
        return WalletSignatureRefusal.None;
    }

    private static bool IsBetweenZeroAndOrder(ReadOnlySpan<byte> value) =>
        value.ContainsAnyExcept((byte)0) && value.SequenceCompareTo(Order) < 0;
}
