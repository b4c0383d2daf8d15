using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Plimsoll.L1.Abi;

/// <summary>Writes values as the contract ABI has it (Solidity documentation, "Formal Specification of the Encoding").</summary>
/// <remarks>The layout is the canonical one: the parts of dynamic values follow in order, without gaps and without sharing.</remarks>
public static class AbiEncoder
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Encodes values one behind the other, as <c>abi.encode</c> does.</summary>
    /// <exception cref="AbiException">A value does not fit its type, or there are more or fewer values than types.</exception>
    public static byte[] Encode(IReadOnlyList<AbiType> types, params ReadOnlySpan<AbiValue> values)
    {
        ArgumentNullException.ThrowIfNull(types);
        return Encode(AbiType.Parameters([.. types.Select(type => new AbiParameter("", type))]), values, prefix: []);
    }

    internal static byte[] Encode(AbiType parameters, ReadOnlySpan<AbiValue> values, ReadOnlySpan<byte> prefix)
    {
        using Output output = new();
        prefix.CopyTo(output.Append(prefix.Length));
        WriteItems(output, parameters, values);
        return output.Written.ToArray();
    }

    /// <summary>Returns the bytes of text in UTF-8.</summary>
    internal static byte[] EncodeText(string text)
    {
        try
        {
            return StrictUtf8.GetBytes(text);
        }
        catch (EncoderFallbackException unpaired)
        {
            throw new AbiException("The text has an unpaired surrogate.", unpaired);
        }
    }

    private static void WriteItems(Output output, AbiType container, ReadOnlySpan<AbiValue> items)
    {
        int expected = container.Kind == AbiKind.Array ? items.Length : container.Size;
        if (items.Length != expected)
            throw new AbiException($"{expected} values are expected for the type {container}, not {items.Length}.");
        int start = output.Length;
        output.Append(checked((int)container.HeadLengthOfItems(items.Length)));
        int head = start;
        for (int i = 0; i < items.Length; i++)
        {
            AbiType type = container.TypeOfItem(i);
            ArgumentNullException.ThrowIfNull(items[i]);
            if (type.IsDynamic)
            {
                BinaryPrimitives.WriteInt32BigEndian(output.At(head + AbiType.WordLength - sizeof(int)), output.Length - start);
                WriteDynamic(output, type, items[i]);
            }
            else
            {
                WriteStatic(output, type, items[i], head);
            }

            head += type.HeadLength;
        }
    }

    private static void WriteStatic(Output output, AbiType type, AbiValue value, int at)
    {
        if (type.IsElementary)
        {
            AbiWord.Write(type, value, output.At(at)[..AbiType.WordLength]);
            return;
        }

        AbiValue[] items = Items(type, value);
        if (items.Length != type.Size)
            throw new AbiException($"{type.Size} values are expected for the type {type}, not {items.Length}.");
        for (int i = 0; i < items.Length; i++)
        {
            AbiType item = type.TypeOfItem(i);
            WriteStatic(output, item, items[i], at);
            at += item.StaticLength;
        }
    }

    private static void WriteDynamic(Output output, AbiType type, AbiValue value)
    {
        switch (type.Kind)
        {
            case AbiKind.Bytes:
                WriteBytes(output, Convert(type, value, static value => value.ToBytes()).Span);
                break;
            case AbiKind.Text:
                WriteBytes(output, EncodeText(Convert(type, value, static value => value.ToText())));
                break;
            default:
                AbiValue[] items = Items(type, value);
                if (type.Kind == AbiKind.Array)
                    BinaryPrimitives.WriteInt32BigEndian(output.Append(AbiType.WordLength)[^sizeof(int)..], items.Length);
                WriteItems(output, type, items);
                break;
        }
    }

    private static void WriteBytes(Output output, ReadOnlySpan<byte> bytes)
    {
        BinaryPrimitives.WriteInt32BigEndian(output.Append(AbiType.WordLength)[^sizeof(int)..], bytes.Length);
        bytes.CopyTo(output.Append(PaddedLength(bytes.Length)));
    }

    internal static int PaddedLength(int length) => checked(length + AbiType.WordLength - 1) & -AbiType.WordLength;

    internal static AbiValue[] Items(AbiType type, AbiValue value) => [.. Convert(type, value, static value => value.ToItems())];

    internal static T Convert<T>(AbiType type, AbiValue value, Func<AbiValue, T> convert)
    {
        try
        {
            return convert(value);
        }
        catch (InvalidOperationException mismatch)
        {
            throw new AbiException($"The value does not fit the type {type}: {mismatch.Message}", mismatch);
        }
    }

    /// <summary>A pooled buffer that grows, and whose new bytes are zero.</summary>
    private sealed class Output : IDisposable
    {
        private byte[] _buffer = ArrayPool<byte>.Shared.Rent(512);

        public int Length { get; private set; }

        public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

        public Span<byte> At(int position) => _buffer.AsSpan(position, Length - position);

        public Span<byte> Append(int count)
        {
            int needed = checked(Length + count);
            if (needed > _buffer.Length)
            {
                byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Math.Max(needed, 2L * _buffer.Length), Array.MaxLength));
                Written.CopyTo(larger);
                ArrayPool<byte>.Shared.Return(_buffer);
                _buffer = larger;
            }

            Span<byte> appended = _buffer.AsSpan(Length, count);
            appended.Clear();
            Length = needed;
            return appended;
        }

        public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);
    }
}
