using Plimsoll.L1.Hashing;
using Plimsoll.Primitives;

namespace Plimsoll.L1;

/// <summary>Addresses whose letters carry a checksum in their case (EIP-55).</summary>
public static class AddressChecksum
{
    /// <summary>Returns the address in hexadecimal, with prefix and with the checksum in its letters.</summary>
    public static string ToChecksumString(this Address address) => string.Create(2 + 2 * Address.ByteLength, address, static (text, address) =>
    {
        address.ToString().CopyTo(text);
        Span<byte> lowerCase = stackalloc byte[2 * Address.ByteLength];
        for (int i = 0; i < lowerCase.Length; i++)
            lowerCase[i] = (byte)text[2 + i];
        Bytes32 hash = Keccak256.Hash(lowerCase);
        for (int i = 0; i < lowerCase.Length; i++)
        {
            int nibble = (i & 1) == 0 ? hash.Span[i / 2] >> 4 : hash.Span[i / 2] & 0xf;
            if (nibble >= 8)
                text[2 + i] = char.ToUpperInvariant(text[2 + i]);
        }
    });

    /// <summary>Reads 40 hexadecimal digits, with or without <c>0x</c>: letters of one case, or of both with the right checksum.</summary>
    /// <exception cref="FormatException">The text is not an address, or its checksum is wrong.</exception>
    public static Address Parse(ReadOnlySpan<char> text)
    {
        if (TryParse(text, out Address address))
            return address;
        throw Address.TryParseIgnoringCase(text, out _)
            ? new FormatException("The checksum of the address is wrong (EIP-55): a character was mistyped, or the case of a letter was changed.")
            : new FormatException("Not an address: 40 hexadecimal digits are expected.");
    }

    /// <summary>Reads 40 hexadecimal digits, with or without <c>0x</c>: letters of one case, or of both with the right checksum.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Address address)
    {
        if (Address.TryParse(text, out address))
            return true;
        if (Address.TryParseIgnoringCase(text, out address)
            && Hex.WithoutPrefix(text).SequenceEqual(Hex.WithoutPrefix(address.ToChecksumString())))
            return true;
        address = default;
        return false;
    }
}
