using System.Buffers;

namespace Plimsoll.Primitives;

/// <summary>Hexadecimal text as Ethereum writes it: lower case, prefix <c>0x</c>, two digits a byte.</summary>
public static class Hex
{
    /// <summary>Returns the bytes as <c>0x…</c>.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes) => string.Concat("0x", Convert.ToHexStringLower(bytes));

    /// <summary>Reads digits of either case, with or without prefix.</summary>
    /// <exception cref="FormatException">The number of digits is odd, or one of them is not hexadecimal.</exception>
    public static byte[] Decode(ReadOnlySpan<char> text) => Convert.FromHexString(WithoutPrefix(text));

    /// <summary>Reads digits of either case, with or without prefix, that fill the destination exactly.</summary>
    public static bool TryDecodeExactly(ReadOnlySpan<char> text, Span<byte> destination)
    {
        ReadOnlySpan<char> digits = WithoutPrefix(text);
        return digits.Length == 2 * destination.Length
            && Convert.FromHexString(digits, destination, out _, out _) == OperationStatus.Done;
    }

    /// <summary>Returns the text behind <c>0x</c>, or all of it where there is no such prefix.</summary>
    public static ReadOnlySpan<char> WithoutPrefix(ReadOnlySpan<char> text) =>
        text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
}
