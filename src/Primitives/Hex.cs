namespace Plimsoll.Primitives;

/// <summary>Hexadecimal text as Ethereum writes it: lower case, prefix <c>0x</c>, two digits a byte.</summary>
public static class Hex
{
    /// <summary>Returns the bytes as <c>0x…</c>.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes) => string.Concat("0x", Convert.ToHexStringLower(bytes));

    /// <summary>Reads digits of either case, with or without prefix.</summary>
    /// <exception cref="FormatException">The number of digits is odd, or one of them is not hexadecimal.</exception>
    public static byte[] Decode(ReadOnlySpan<char> text) =>
        Convert.FromHexString(text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text);
}
