using System.Text;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Abi;

/// <summary>Reads values as the contract ABI has it, and only in the canonical layout that compilers write.</summary>
/// <remarks>
/// Accepted is exactly what <see cref="AbiEncoder"/> returns for some values: every offset points to the end of the part before, so parts
/// neither overlap, nor are repeated, nor leave gaps; nothing follows the last; padding is zero; text is valid UTF-8. So the values are
/// never more than the words of the input, and memory stays within a small factor of its length, whatever the offsets and lengths claim.
/// </remarks>
public static class AbiDecoder
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes values that are encoded one behind the other, as <c>abi.decode</c> does, but strictly.</summary>
    /// <exception cref="AbiException">The bytes are not the canonical encoding of values of these types.</exception>
    public static AbiValue[] Decode(IReadOnlyList<AbiType> types, ReadOnlySpan<byte> data)
    {
        ArgumentNullException.ThrowIfNull(types);
        return Decode(AbiType.Parameters([.. types.Select(type => new AbiParameter("", type))]), data);
    }

    internal static AbiValue[] Decode(AbiType parameters, ReadOnlySpan<byte> data)
    {
        Input input = new(data);
        AbiValue[] values = ReadItems(ref input, parameters, parameters.Size);
        return input.Remaining == 0
            ? values
            : throw new AbiException($"{input.Remaining} bytes follow the encoding of {parameters}.");
    }

    private static AbiValue[] ReadItems(ref Input input, AbiType container, int count)
    {
        int start = input.Position;
        long headLength = container.HeadLengthOfItems(count);
        if (headLength > input.Remaining)
            throw new AbiException($"{count} values of {container} take {headLength} bytes or more, but there are {input.Remaining}.");
        ReadOnlySpan<byte> heads = input.Take((int)headLength);
        AbiValue[] values = new AbiValue[count]; // each takes at least one word of the input
        for (int i = 0; i < count; i++)
        {
            AbiType type = container.TypeOfItem(i);
            if (type.IsDynamic)
            {
                UInt256 offset = UInt256.FromBytes(heads[..AbiType.WordLength]);
                if (offset != (ulong)(input.Position - start))
                    throw new AbiException($"The offset of a {type} is not where the part before ends.");
                values[i] = ReadDynamic(ref input, type);
            }
            else
            {
                values[i] = ReadStatic(type, heads[..type.StaticLength]);
            }

            heads = heads[type.HeadLength..];
        }

        return values;
    }

    private static AbiValue ReadStatic(AbiType type, ReadOnlySpan<byte> encoded)
    {
        if (type.IsElementary)
            return AbiWord.Read(type, encoded);
        AbiValue[] values = new AbiValue[type.Size];
        for (int i = 0; i < values.Length; i++)
        {
            AbiType item = type.TypeOfItem(i);
            values[i] = ReadStatic(item, encoded[..item.StaticLength]);
            encoded = encoded[item.StaticLength..];
        }

        return values;
    }

    private static AbiValue ReadDynamic(ref Input input, AbiType type) => type.Kind switch
    {
        AbiKind.Bytes => ReadBytes(ref input).ToArray(),
        AbiKind.Text => DecodeText(ReadBytes(ref input)),
        AbiKind.Array => ReadItems(ref input, type, ReadLength(ref input)),
        _ => ReadItems(ref input, type, type.Size),
    };

    private static ReadOnlySpan<byte> ReadBytes(ref Input input)
    {
        int length = ReadLength(ref input);
        if (input.Remaining < AbiEncoder.PaddedLength(length))
            throw new AbiException("The padding behind bytes is missing.");
        ReadOnlySpan<byte> padded = input.Take(AbiEncoder.PaddedLength(length));
        return padded[length..].ContainsAnyExcept((byte)0)
            ? throw new AbiException("The padding behind bytes is dirty.")
            : padded[..length];
    }

    /// <summary>Reads a length, which is never more than the bytes that are left.</summary>
    private static int ReadLength(ref Input input)
    {
        if (input.Remaining < AbiType.WordLength)
            throw new AbiException("The length of a value is missing.");
        UInt256 length = UInt256.FromBytes(input.Take(AbiType.WordLength));
        return length <= (ulong)input.Remaining
            ? (int)(ulong)length
            : throw new AbiException($"A length of {length} is claimed, but there are {input.Remaining} bytes.");
    }

    private static string DecodeText(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException invalid)
        {
            throw new AbiException("The text is not valid UTF-8.", invalid);
        }
    }

    private ref struct Input(ReadOnlySpan<byte> data)
    {
        private readonly ReadOnlySpan<byte> _data = data;

        public int Position { get; private set; }

        public readonly int Remaining => _data.Length - Position;

        public ReadOnlySpan<byte> Take(int count)
        {
            ReadOnlySpan<byte> taken = _data.Slice(Position, count);
            Position += count;
            return taken;
        }
    }
}
