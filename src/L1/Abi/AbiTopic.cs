using System.Buffers;
using Plimsoll.L1.Hashing;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Abi;

/// <summary>Indexed values of events (Solidity documentation, "Encoding of Indexed Event Parameters").</summary>
public static class AbiTopic
{
    /// <summary>Returns the topic of a value: its word, or the hash of it when it is not elementary. Log filters take it.</summary>
    /// <exception cref="AbiException">The value does not fit the type.</exception>
    public static Bytes32 Of(AbiType type, AbiValue value)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(value);
        if (type.IsElementary)
        {
            Span<byte> word = stackalloc byte[AbiType.WordLength];
            word.Clear();
            AbiWord.Write(type, value, word);
            return new(word);
        }

        ArrayBufferWriter<byte> inPlace = new();
        WriteInPlace(type, value, inPlace, isOutermost: true);
        return Keccak256.Hash(inPlace.WrittenSpan);
    }

    /// <summary>Reads a topic: the value, or the hash that is all there is of it.</summary>
    internal static AbiValue Read(AbiType type, Bytes32 topic) => type.IsElementary ? AbiWord.Read(type, topic.Span) : topic;

    /// <summary>Writes values one behind the other without lengths and offsets; bytes inside something else are padded to whole words.</summary>
    private static void WriteInPlace(AbiType type, AbiValue value, ArrayBufferWriter<byte> output, bool isOutermost)
    {
        switch (type.Kind)
        {
            case AbiKind.Bytes:
                WriteBytes(AbiEncoder.Convert(type, value, static value => value.ToBytes()).Span, output, isOutermost);
                break;
            case AbiKind.Text:
                WriteBytes(AbiEncoder.EncodeText(AbiEncoder.Convert(type, value, static value => value.ToText())), output, isOutermost);
                break;
            case AbiKind.Array or AbiKind.FixedArray or AbiKind.Tuple:
                AbiValue[] items = AbiEncoder.Items(type, value);
                if (type.Kind != AbiKind.Array && items.Length != type.Size)
                    throw new AbiException($"{type.Size} values are expected for the type {type}, not {items.Length}.");
                for (int i = 0; i < items.Length; i++)
                    WriteInPlace(type.TypeOfItem(i), items[i], output, isOutermost: false);
                break;
            default:
                Span<byte> word = output.GetSpan(AbiType.WordLength)[..AbiType.WordLength];
                word.Clear();
                AbiWord.Write(type, value, word);
                output.Advance(AbiType.WordLength);
                break;
        }
    }

    private static void WriteBytes(ReadOnlySpan<byte> bytes, ArrayBufferWriter<byte> output, bool isOutermost)
    {
        int length = isOutermost ? bytes.Length : AbiEncoder.PaddedLength(bytes.Length);
        if (length == 0)
            return;
        Span<byte> place = output.GetSpan(length)[..length];
        place.Clear();
        bytes.CopyTo(place);
        output.Advance(length);
    }
}
