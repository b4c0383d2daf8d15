using System.Buffers.Binary;
using Plimsoll.Crypto.Curves;

namespace Plimsoll.Crypto.Signatures;

/// <summary>A signature as it is published: the challenge e, below 2^128, and the response s, below ℓ.</summary>
/// <param name="E">The low 128 bits of the challenge hash.</param>
/// <param name="S">The response.</param>
public readonly record struct SchnorrSignature(UInt128 E, JubjubScalar S)
{
    /// <summary>The length of the encoding, in bytes: e and s as big-endian words of 32 bytes.</summary>
    public const int ByteLength = 64;

    /// <summary>Decodes two words, and refuses e ≥ 2^128 and s ≥ ℓ.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out SchnorrSignature signature)
    {
        signature = default;
        if (bytes.Length != ByteLength || bytes[..16].ContainsAnyExcept((byte)0) || !JubjubScalar.TryFromBytes(bytes[32..], out JubjubScalar s))
            return false;
        signature = new(BinaryPrimitives.ReadUInt128BigEndian(bytes[16..]), s);
        return true;
    }

    /// <summary>Writes the two words into 64 bytes.</summary>
    public void Encode(Span<byte> bytes)
    {
        S.WriteBytes(bytes[32..ByteLength]);
        bytes[..16].Clear();
        BinaryPrimitives.WriteUInt128BigEndian(bytes[16..], E);
    }
}
