using Plimsoll.Primitives;

namespace Plimsoll.L1.Signing;

/// <summary>An ECDSA signature over secp256k1 as Ethereum writes it.</summary>
/// <param name="R">The x-coordinate of the nonce point, modulo the group's order.</param>
/// <param name="S">The proof, in the lower half of its range (EIP-2).</param>
/// <param name="YIsOdd">The parity of the nonce point's y-coordinate: what makes the public key recoverable.</param>
/// <remarks>Any values can be held; <see cref="IsInRange"/> and <see cref="PublicKey.TryRecover"/> say no to those that no signer makes.</remarks>
public readonly record struct EcdsaSignature(UInt256 R, UInt256 S, bool YIsOdd)
{
    /// <summary>The length of the encoding r ‖ s ‖ v, in bytes.</summary>
    public const int ByteLength = 65;

    private const byte VOffset = 27;

    /// <summary>Whether 0 &lt; r &lt; n and 0 &lt; s ≤ n/2, without which a signature could be written in more than one way.</summary>
    public bool IsInRange => !R.IsZero && R < Secp256k1.Order && !S.IsZero && S <= Secp256k1.HalfOrder;

    /// <summary>Reads r ‖ s ‖ v, where v is 27 or 28 as wallets write it, or 0 or 1 as some hardware does.</summary>
    /// <returns>False when the length or v is another, or r or s is out of range.</returns>
    public static bool TryFromBytes(ReadOnlySpan<byte> bytes, out EcdsaSignature signature)
    {
        signature = default;
        if (bytes.Length != ByteLength || bytes[64] is not (0 or 1 or VOffset or VOffset + 1))
            return false;
        bool yIsOdd = bytes[64] is 1 or VOffset + 1;
        EcdsaSignature read = new(UInt256.FromBytes(bytes[..32]), UInt256.FromBytes(bytes[32..64]), yIsOdd);
        if (!read.IsInRange)
            return false;
        signature = read;
        return true;
    }

    /// <summary>Returns r ‖ s ‖ v with v 27 or 28, as <c>ecrecover</c> and wallets have it.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[ByteLength];
        R.WriteBytes(bytes);
        S.WriteBytes(bytes.AsSpan(32));
        bytes[64] = (byte)(YIsOdd ? VOffset + 1 : VOffset);
        return bytes;
    }
}
