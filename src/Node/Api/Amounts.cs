using System.Globalization;

namespace Plimsoll.Node.Api;

/// <summary>Numbers and bytes as the API writes them: amounts are decimal strings, since JSON numbers lose digits beyond 2^53; bytes are 0x and lower case.</summary>
internal static class Amounts
{
    public static string Text(UInt128 amount) => amount.ToString(CultureInfo.InvariantCulture);

    public static bool TryParse(string? text, out UInt128 amount) =>
        UInt128.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out amount);

    public static string Text(in Fr element)
    {
        Span<byte> bytes = stackalloc byte[Fr.ByteLength];
        element.WriteBytes(bytes);
        return Hex.Encode(bytes);
    }

    public static bool TryParse(string? text, out Fr element)
    {
        element = default;
        Span<byte> bytes = stackalloc byte[Fr.ByteLength];
        return text is not null && Hex.TryDecodeExactly(text, bytes) && Fr.TryFromBytes(bytes, out element);
    }
}
