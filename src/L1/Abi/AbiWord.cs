using Plimsoll.Primitives;

namespace Plimsoll.L1.Abi;

/// <summary>Values that take one word of 32 bytes.</summary>
internal static class AbiWord
{
    /// <summary>Writes the value; the word is zero before.</summary>
    public static void Write(AbiType type, AbiValue value, Span<byte> word)
    {
        try
        {
            switch (type.Kind)
            {
                case AbiKind.UnsignedInteger:
                    UInt256 number = value.ToUInt256();
                    Require(number.BitLength <= type.Size, type, value);
                    number.WriteBytes(word);
                    break;
                case AbiKind.SignedInteger:
                    Int256 signed = value.ToInt256();
                    Require(signed.BitLength <= type.Size, type, value);
                    signed.TwosComplement.WriteBytes(word);
                    break;
                case AbiKind.Address:
                    value.ToAddress().Span.CopyTo(word[(AbiType.WordLength - Address.ByteLength)..]);
                    break;
                case AbiKind.Boolean:
                    word[^1] = value.ToBoolean() ? (byte)1 : (byte)0;
                    break;
                default:
                    ReadOnlyMemory<byte> bytes = value.ToBytes();
                    Require(bytes.Length == type.Size, type, value);
                    bytes.Span.CopyTo(word);
                    break;
            }
        }
        catch (InvalidOperationException mismatch)
        {
            throw new AbiException($"The value does not fit the type {type}: {mismatch.Message}", mismatch);
        }
    }

    /// <summary>Reads the value, and refuses padding that is not what the type asks for.</summary>
    public static AbiValue Read(AbiType type, ReadOnlySpan<byte> word)
    {
        switch (type.Kind)
        {
            case AbiKind.UnsignedInteger:
                UInt256 number = UInt256.FromBytes(word);
                RequireClean(number.BitLength <= type.Size, type);
                return number;
            case AbiKind.SignedInteger:
                Int256 signed = Int256.FromTwosComplement(UInt256.FromBytes(word));
                RequireClean(signed.BitLength <= type.Size, type);
                return signed;
            case AbiKind.Address:
                RequireClean(!word[..^Address.ByteLength].ContainsAnyExcept((byte)0), type);
                return new Address(word[^Address.ByteLength..]);
            case AbiKind.Boolean:
                RequireClean(!word[..^1].ContainsAnyExcept((byte)0) && word[^1] <= 1, type);
                return word[^1] == 1;
            default:
                RequireClean(!word[type.Size..].ContainsAnyExcept((byte)0), type);
                return word[..type.Size].ToArray();
        }
    }

    private static void Require(bool fits, AbiType type, AbiValue value)
    {
        if (!fits)
            throw new AbiException($"The value {value} does not fit the type {type}.");
    }

    private static void RequireClean(bool isClean, AbiType type)
    {
        if (!isClean)
            throw new AbiException($"A word is not the canonical encoding of a value of type {type}: it is out of range, or its padding is dirty.");
    }
}
