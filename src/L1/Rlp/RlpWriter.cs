using System.Buffers;
using System.Buffers.Binary;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Rlp;

/// <summary>Writes RLP (Ethereum Yellow Paper, appendix B) into one pooled buffer that grows as needed.</summary>
/// <remarks>
/// A list is written as <c>int list = writer.BeginList(); …items…; writer.EndList(list);</c>. Its header goes in front of the items when it
/// ends, which moves them by one to five bytes. Dispose the writer to give the buffer back; not thread-safe.
/// </remarks>
public sealed class RlpWriter : IDisposable
{
    private const byte ShortString = 0x80;
    private const byte ShortList = 0xc0;
    private const int MaxShortLength = 55;

    private byte[] _buffer;
    private int _length;

    /// <summary>Creates a writer with room for so many bytes before it has to grow.</summary>
    public RlpWriter(int capacity = 256) => _buffer = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>What has been written; valid until the next write or the disposal.</summary>
    public ReadOnlySpan<byte> WrittenSpan => _buffer.AsSpan(0, _length);

    /// <summary>Writes a byte string.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 1 && bytes[0] < ShortString)
        {
            WriteRaw(bytes);
            return;
        }

        Span<byte> header = stackalloc byte[1 + sizeof(int)];
        WriteRaw(header[..FormatHeader(header, ShortString, bytes.Length)]);
        WriteRaw(bytes);
    }

    /// <summary>Writes a number: big-endian, without leading zeros, 0 as the empty string.</summary>
    public void Write(ulong number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, number);
        Write(bytes.TrimStart((byte)0));
    }

    /// <summary>Writes a number: big-endian, without leading zeros, 0 as the empty string.</summary>
    public void Write(UInt256 number)
    {
        Span<byte> bytes = stackalloc byte[UInt256.ByteLength];
        number.WriteBytes(bytes);
        Write(bytes.TrimStart((byte)0));
    }

    /// <summary>Writes 32 bytes, leading zeros included.</summary>
    public void Write(Bytes32 bytes) => Write(bytes.Span);

    /// <summary>Writes an address.</summary>
    public void Write(Address address) => Write(address.Span);

    /// <summary>Appends bytes as they are: an item that is encoded already, or the type in front of a transaction (EIP-2718).</summary>
    public void WriteRaw(ReadOnlySpan<byte> encoded)
    {
        encoded.CopyTo(Reserve(encoded.Length));
        _length += encoded.Length;
    }

    /// <summary>Begins a list, and returns what <see cref="EndList"/> has to be given.</summary>
    public int BeginList() => _length;

    /// <summary>Ends the list that began there: everything written since is in it.</summary>
    public void EndList(int list)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(list);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(list, _length);
        Span<byte> header = stackalloc byte[1 + sizeof(int)];
        int contentLength = _length - list;
        int headerLength = FormatHeader(header, ShortList, contentLength);
        Reserve(headerLength);
        _buffer.AsSpan(list, contentLength).CopyTo(_buffer.AsSpan(list + headerLength));
        header[..headerLength].CopyTo(_buffer.AsSpan(list));
        _length += headerLength;
    }

    /// <summary>Returns a copy of what has been written.</summary>
    public byte[] ToArray() => WrittenSpan.ToArray();

    /// <summary>Copies what has been written to its destination.</summary>
    public void CopyTo(IBufferWriter<byte> destination) => destination.Write(WrittenSpan);

    /// <inheritdoc/>
    public void Dispose()
    {
        byte[] buffer = _buffer;
        _buffer = [];
        _length = 0;
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    private static int FormatHeader(Span<byte> header, byte shortForm, int length)
    {
        if (length <= MaxShortLength)
        {
            header[0] = (byte)(shortForm + length);
            return 1;
        }

        Span<byte> bigEndian = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bigEndian, length);
        ReadOnlySpan<byte> minimal = bigEndian.TrimStart((byte)0);
        header[0] = (byte)(shortForm + MaxShortLength + minimal.Length);
        minimal.CopyTo(header[1..]);
        return 1 + minimal.Length;
    }

    private Span<byte> Reserve(int count)
    {
        int needed = checked(_length + count);
        if (needed > _buffer.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, (int)Math.Min(2L * _buffer.Length, Array.MaxLength)));
            WrittenSpan.CopyTo(larger);
            byte[] old = _buffer;
            _buffer = larger;
            if (old.Length > 0)
                ArrayPool<byte>.Shared.Return(old);
        }

        return _buffer.AsSpan(_length);
    }
}
