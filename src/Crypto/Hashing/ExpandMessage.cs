using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Plimsoll.Crypto.Hashing;

/// <summary>expand_message_xmd with SHA-256: a message and a domain separation tag to uniform bytes.</summary>
/// <remarks>RFC 9380, section 5.3.1. Allocates nothing; messages longer than a kilobyte pass through a pooled buffer.</remarks>
public static class ExpandMessage
{
    /// <summary>The most bytes that can be asked for: 255 hashes.</summary>
    public const int MaxOutputLength = 255 * HashLength;

    private const int HashLength = 32, BlockLength = 64, MaxTagLength = 255, StackLimit = 1024;

    /// <summary>Fills <paramref name="output"/> from the message and the tag.</summary>
    /// <param name="message">Any bytes.</param>
    /// <param name="domainTag">At least one byte; a tag longer than 255 bytes is hashed first, as section 5.3.3 has it.</param>
    /// <param name="output">At most <see cref="MaxOutputLength"/> bytes.</param>
    /// <exception cref="ArgumentException">The tag is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Too many bytes are asked for.</exception>
    public static void Xmd(ReadOnlySpan<byte> message, ReadOnlySpan<byte> domainTag, Span<byte> output)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(output.Length, MaxOutputLength);
        if (domainTag.IsEmpty)
            throw new ArgumentException("A domain separation tag has at least one byte.", nameof(domainTag));
        Span<byte> tagBuffer = stackalloc byte[MaxTagLength + 1];
        ReadOnlySpan<byte> tag = WithLength(domainTag, tagBuffer);

        // b₀ = H(zero block ‖ message ‖ output length ‖ 0 ‖ tag)
        int length = BlockLength + message.Length + 3 + tag.Length;
        byte[]? rented = length > StackLimit ? ArrayPool<byte>.Shared.Rent(length) : null;
        Span<byte> input = rented is null ? stackalloc byte[StackLimit] : rented;
        input = input[..length];
        input[..BlockLength].Clear();
        message.CopyTo(input[BlockLength..]);
        Span<byte> suffix = input[(BlockLength + message.Length)..];
        BinaryPrimitives.WriteUInt16BigEndian(suffix, (ushort)output.Length);
        suffix[2] = 0;
        tag.CopyTo(suffix[3..]);
        Span<byte> first = stackalloc byte[HashLength];
        SHA256.HashData(input, first);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);

        // bᵢ = H((b₀ ⊕ bᵢ₋₁) ‖ i ‖ tag), where b₁ takes b₀ alone
        Span<byte> buffer = stackalloc byte[HashLength + 1 + MaxTagLength + 1], block = stackalloc byte[HashLength];
        buffer = buffer[..(HashLength + 1 + tag.Length)];
        tag.CopyTo(buffer[(HashLength + 1)..]);
        block.Clear();
        for (int i = 1; !output.IsEmpty; i++)
        {
            for (int j = 0; j < HashLength; j++)
                buffer[j] = (byte)(first[j] ^ block[j]);
            buffer[HashLength] = (byte)i;
            SHA256.HashData(buffer, block);
            int taken = Math.Min(HashLength, output.Length);
            block[..taken].CopyTo(output);
            output = output[taken..];
        }
    }

    private static ReadOnlySpan<byte> WithLength(ReadOnlySpan<byte> domainTag, Span<byte> buffer)
    {
        int length = domainTag.Length;
        if (length > MaxTagLength)
        {
            ReadOnlySpan<byte> prefix = "H2C-OVERSIZE-DST-"u8;
            byte[] input = [.. prefix, .. domainTag];
            length = SHA256.HashData(input, buffer);
        }
        else
        {
            domainTag.CopyTo(buffer);
        }

        buffer[length] = (byte)length;
        return buffer[..(length + 1)];
    }
}
