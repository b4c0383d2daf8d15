using System.Buffers.Binary;

namespace Plimsoll.Node.Storage;

/// <summary>Keys of the store: a letter and a big-endian number, so that iteration is in order.</summary>
internal static class StoreKeys
{
    /// <summary>Of keys with a number.</summary>
    public const int NumberedLength = 1 + sizeof(ulong);

    public static readonly byte[] Checkpoint = "C"u8.ToArray();

    public static byte[] Log(ulong number) => Key('L', number);

    public static byte[] Account(uint index) => Key('A', index);

    public static byte[] Pot(byte token) => Key('P', token);

    /// <summary>The confirmation of the block whose first slot this is.</summary>
    public static byte[] Confirmation(ulong firstSlot) => Key('S', firstSlot);

    public static ulong NumberOf(ReadOnlySpan<byte> key) => BinaryPrimitives.ReadUInt64BigEndian(key[1..]);

    private static byte[] Key(char letter, ulong number)
    {
        byte[] key = new byte[NumberedLength];
        key[0] = (byte)letter;
        BinaryPrimitives.WriteUInt64BigEndian(key.AsSpan(1), number);
        return key;
    }
}
