using Plimsoll.L1.Hashing;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Rpc;

/// <summary>The 2048-bit bloom filter in a header, over the addresses and topics of the block's logs (Yellow Paper, section 4.3.1, M3:2048).</summary>
public sealed class LogBloom : IEquatable<LogBloom>
{
    /// <summary>The length, in bytes.</summary>
    public const int ByteLength = 256;

    private readonly byte[] _bits;

    /// <summary>Copies 256 bytes.</summary>
    /// <exception cref="ArgumentException">The length is another.</exception>
    public LogBloom(ReadOnlySpan<byte> bits)
    {
        if (bits.Length != ByteLength)
            throw new ArgumentException($"A bloom filter has {ByteLength} bytes, not {bits.Length}.", nameof(bits));
        _bits = bits.ToArray();
    }

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Span => _bits;

    /// <summary>Whether there is no log at all.</summary>
    public bool IsEmpty => !_bits.AsSpan().ContainsAnyExcept((byte)0);

    /// <summary>Returns the filter of these logs.</summary>
    public static LogBloom Of(IEnumerable<Log> logs)
    {
        ArgumentNullException.ThrowIfNull(logs);
        LogBloom bloom = new(new byte[ByteLength]);
        foreach (Log log in logs)
        {
            bloom.Add(log.Address.Span);
            foreach (Bytes32 topic in log.Topics)
                bloom.Add(topic.Span);
        }

        return bloom;
    }

    /// <summary>Whether the value, an address or a topic, may be in the block; false is certain.</summary>
    public bool MayContain(ReadOnlySpan<byte> value)
    {
        Bytes32 hash = Keccak256.Hash(value);
        return Has(hash, 0) && Has(hash, 2) && Has(hash, 4);
    }

    /// <inheritdoc/>
    public bool Equals(LogBloom? other) => other is not null && Span.SequenceEqual(other.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LogBloom);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(_bits);
        return hash.ToHashCode();
    }

    private void Add(ReadOnlySpan<byte> value)
    {
        Bytes32 hash = Keccak256.Hash(value);
        for (int i = 0; i < 6; i += 2)
        {
            (int position, byte mask) = Bit(hash, i);
            _bits[position] |= mask;
        }
    }

    private bool Has(Bytes32 hash, int i)
    {
        (int position, byte mask) = Bit(hash, i);
        return (_bits[position] & mask) != 0;
    }

    /// <summary>The low 11 bits of a pair of hash bytes, counted from the filter's end.</summary>
    private static (int Position, byte Mask) Bit(Bytes32 hash, int i)
    {
        int bit = ((hash.Span[i] << 8) | hash.Span[i + 1]) & 0x7ff;
        return (ByteLength - 1 - bit / 8, (byte)(1 << bit % 8));
    }
}
