using System.Globalization;
using Plimsoll.L1.Abi;

namespace Plimsoll.L1.Eip712;

/// <summary>The type of a struct's member: exactly one of a value of the ABI, a struct, or an array.</summary>
/// <param name="Text">The type as it is written, and hashed.</param>
/// <param name="Value">An elementary type, <c>bytes</c> or <c>string</c>.</param>
/// <param name="Struct">The name of a struct type.</param>
/// <param name="Element">The type of an array's elements.</param>
/// <param name="Length">The length of an array, where it is fixed.</param>
internal sealed record MemberType(string Text, AbiType? Value, string? Struct, MemberType? Element, int? Length)
{
    /// <summary>The name of the struct type that this is, or is an array of; else none.</summary>
    public string? ReferencedStruct => Struct ?? Element?.ReferencedStruct;

    public static MemberType Parse(string text, Func<string, bool> isStruct) => Parse(text, isStruct, depth: 0);

    private static MemberType Parse(string text, Func<string, bool> isStruct, int depth)
    {
        if (depth > AbiType.MaxDepth)
            throw new Eip712Exception($"Arrays are nested deeper than {AbiType.MaxDepth}.");
        if (text.EndsWith(']'))
        {
            int bracket = text.LastIndexOf('[');
            if (bracket < 1)
                throw Unknown(text);
            string length = text[(bracket + 1)..^1];
            int? fixedLength = length.Length == 0 ? null : ParseLength(text, length);
            return new(text, null, null, Parse(text[..bracket], isStruct, depth + 1), fixedLength);
        }

        if (isStruct(text))
            return new(text, null, text, null, null);
        return TryParseValue(text) is { } value ? new(text, value, null, null, null) : throw Unknown(text);
    }

    /// <summary>Reads an atomic or dynamic type; the aliases <c>uint</c> and <c>int</c>, tuples and arrays are none.</summary>
    public static AbiType? TryParseValue(string text)
    {
        try
        {
            return AbiType.Parse(text) is { } type && type.Name == text && type.Kind <= AbiKind.Text ? type : null;
        }
        catch (AbiException)
        {
            return null;
        }
    }

    private static int ParseLength(string text, string length) =>
        length[0] != '0' && int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : throw Unknown(text);

    private static Eip712Exception Unknown(string text) => new($"There is no type \"{text}\".");
}
