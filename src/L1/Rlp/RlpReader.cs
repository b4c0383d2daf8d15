using Plimsoll.Primitives;

namespace Plimsoll.L1.Rlp;

/// <summary>Reads RLP (Ethereum Yellow Paper, appendix B) strictly: each value has one encoding, and every other one is refused.</summary>
/// <remarks>
/// Refused are lengths that are not minimal or go past the end, a single small byte behind a header, numbers with leading zeros, and lists
/// nested deeper than <see cref="MaxDepth"/>. A reader points into its input and allocates nothing: memory is bounded by the input.
/// Whoever is done with a list calls <see cref="RequireEnd"/>, which refuses further items.
/// </remarks>
public ref struct RlpReader
{
    /// <summary>How deep lists may be nested.</summary>
    public const int MaxDepth = 16;

    private readonly int _depth;
    private ReadOnlySpan<byte> _rest;

    /// <summary>Reads the items that are encoded in the input, one behind the other.</summary>
    public RlpReader(ReadOnlySpan<byte> encoded)
        : this(encoded, 0)
    {
    }

    private RlpReader(ReadOnlySpan<byte> rest, int depth)
    {
        _rest = rest;
        _depth = depth;
    }

    /// <summary>Whether there is no further item.</summary>
    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>Whether the next item is a list.</summary>
    public readonly bool NextIsList => !_rest.IsEmpty && _rest[0] >= 0xc0;

    /// <summary>Reads a byte string of any length.</summary>
    /// <exception cref="RlpException">There is no valid byte string here.</exception>
    public ReadOnlySpan<byte> ReadBytes()
    {
        ReadOnlySpan<byte> content = ReadItem(out bool isList);
        return isList ? throw new RlpException("A byte string is expected, but there is a list.") : content;
    }

    /// <summary>Reads a byte string of exactly this length.</summary>
    /// <exception cref="RlpException">There is no such byte string here.</exception>
    public ReadOnlySpan<byte> ReadBytes(int length)
    {
        ReadOnlySpan<byte> content = ReadBytes();
        return content.Length == length
            ? content
            : throw new RlpException($"{length} bytes are expected, but there are {content.Length}.");
    }

    /// <summary>Reads a number of at most 64 bits.</summary>
    /// <exception cref="RlpException">There is no such number here, or it has leading zeros.</exception>
    public ulong ReadUInt64() => (ulong)ReadNumber(sizeof(ulong));

    /// <summary>Reads a number of at most 256 bits.</summary>
    /// <exception cref="RlpException">There is no such number here, or it has leading zeros.</exception>
    public UInt256 ReadUInt256() => ReadNumber(UInt256.ByteLength);

    /// <summary>Reads 32 bytes.</summary>
    /// <exception cref="RlpException">There is no byte string of that length here.</exception>
    public Bytes32 ReadBytes32() => new(ReadBytes(Bytes32.ByteLength));

    /// <summary>Reads an address.</summary>
    /// <exception cref="RlpException">There is no byte string of 20 bytes here.</exception>
    public Address ReadAddress() => new(ReadBytes(Address.ByteLength));

    /// <summary>Reads past a list, and returns a reader of its items.</summary>
    /// <exception cref="RlpException">There is no valid list here, or it is nested too deep.</exception>
    public RlpReader ReadList()
    {
        ReadOnlySpan<byte> content = ReadItem(out bool isList);
        if (!isList)
            throw new RlpException("A list is expected, but there is a byte string.");
        return _depth < MaxDepth ? new(content, _depth + 1) : throw new RlpException($"Lists are nested deeper than {MaxDepth}.");
    }

    /// <summary>Reads past the next item with everything in it, and refuses it unless all of it is valid.</summary>
    /// <exception cref="RlpException">The item, or one inside it, is not valid.</exception>
    public void Skip()
    {
        if (!NextIsList)
        {
            ReadBytes();
            return;
        }

        RlpReader items = ReadList();
        while (!items.IsAtEnd)
            items.Skip(); // recursion ends at MaxDepth
    }

    /// <summary>Refuses anything behind the last item read.</summary>
    /// <exception cref="RlpException">There is a further item.</exception>
    public readonly void RequireEnd()
    {
        if (!IsAtEnd)
            throw new RlpException($"{_rest.Length} bytes follow the last item that is expected.");
    }

    private UInt256 ReadNumber(int maxLength)
    {
        ReadOnlySpan<byte> bytes = ReadBytes();
        if (bytes.Length > maxLength)
            throw new RlpException($"A number of at most {8 * maxLength} bits is expected, but there are {bytes.Length} bytes.");
        if (bytes.Length > 0 && bytes[0] == 0)
            throw new RlpException("A number has leading zeros.");
        return UInt256.FromBytes(bytes);
    }

    private ReadOnlySpan<byte> ReadItem(out bool isList)
    {
        if (_rest.IsEmpty)
            throw new RlpException("An item is expected, but the input ends.");
        byte first = _rest[0];
        isList = first >= 0xc0;
        int headerLength = first < 0x80 ? 0 : 1;
        int length = first switch
        {
            < 0x80 => 1,
            <= 0xb7 => first - 0x80,
            <= 0xbf => ReadLongLength(first - 0xb7, out headerLength),
            <= 0xf7 => first - 0xc0,
            _ => ReadLongLength(first - 0xf7, out headerLength),
        };
        if (length > _rest.Length - headerLength)
            throw new RlpException($"An item of {length} bytes goes past the end of its {_rest.Length - headerLength}.");
        ReadOnlySpan<byte> content = _rest.Slice(headerLength, length);
        if (first == 0x81 && content[0] < 0x80)
            throw new RlpException("A byte below 0x80 has a header, but is its own encoding.");
        _rest = _rest[(headerLength + length)..];
        return content;
    }

    private readonly int ReadLongLength(int lengthOfLength, out int headerLength)
    {
        headerLength = 1 + lengthOfLength;
        if (headerLength > _rest.Length)
            throw new RlpException("The length of an item goes past the end.");
        ReadOnlySpan<byte> bigEndian = _rest.Slice(1, lengthOfLength);
        if (bigEndian[0] == 0)
            throw new RlpException("The length of an item has leading zeros.");
        if (lengthOfLength > sizeof(int))
            throw new RlpException("The length of an item is above 2^31 − 1.");
        uint length = 0;
        foreach (byte digit in bigEndian)
            length = (length << 8) | digit;
        return length switch
        {
            <= 55 => throw new RlpException($"The length {length} is not in its short form."),
            > int.MaxValue => throw new RlpException("The length of an item is above 2^31 − 1."),
            _ => (int)length,
        };
    }
}
