using System.Buffers.Binary;
using Plimsoll.Crypto.Signatures;
using Plimsoll.Sequencing;
using Plimsoll.State;

namespace Plimsoll.Node.Storage;

/// <summary>Log entries as bytes. Spec: docs/spec/storage.md#log.</summary>
internal static class LogEncoding
{
    private const byte Opened = 1, Taken = 2, Closed = 3, Rewound = 4;
    private const byte Deposit = 1, ForcedTransfer = 2, ForcedExit = 3, ForcedKey = 4;

    public static byte[] Encode(LogEntry entry)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        switch (entry)
        {
            case LogEntry.Opened opened:
                writer.Write(Opened);
                writer.Write(opened.Terms.BatchTime);
                writer.Write(opened.Terms.QueueItems.Count);
                foreach (QueuedOperation item in opened.Terms.QueueItems)
                    Write(writer, item);
                break;
            case LogEntry.Taken { Block: var block }:
                writer.Write(Taken);
                writer.Write(block.Number);
                writer.Write(block.Batch);
                writer.Write(block.FirstSlot);
                writer.Write(block.Operations.Count);
                Span<byte> record = stackalloc byte[2 * SubmissionFormat.RecordLength];
                foreach (Submission submission in block.Operations)
                    writer.Write(record[..SubmissionFormat.Write(submission, record)]);
                break;
            case LogEntry.Closed closed:
                writer.Write(Closed);
                writer.Write(closed.CollectInto.Count);
                foreach (uint index in closed.CollectInto)
                    writer.Write(index);
                break;
            case LogEntry.Rewound rewound:
                writer.Write(Rewound);
                writer.Write(rewound.Number);
                break;
        }

        return stream.ToArray();
    }

    /// <exception cref="StoreException">The bytes are no entry.</exception>
    public static LogEntry Decode(byte[] bytes)
    {
        try
        {
            using BinaryReader reader = new(new MemoryStream(bytes));
            LogEntry entry = reader.ReadByte() switch
            {
                Opened => new LogEntry.Opened(new(reader.ReadUInt32(), [.. Repeat(reader, ReadItem)])),
                Taken => new LogEntry.Taken(ReadBlock(reader, bytes)),
                Closed => new LogEntry.Closed([.. Repeat(reader, it => it.ReadUInt32())]),
                Rewound => new LogEntry.Rewound(reader.ReadUInt64()),
                _ => throw new StoreException("The log holds an entry of an unknown kind."),
            };
            return reader.BaseStream.Position == bytes.Length ? entry : throw new StoreException("The log holds an entry with something behind it.");
        }
        catch (Exception e) when (e is EndOfStreamException or ArgumentException)
        {
            throw new StoreException("The log holds an entry that is cut.");
        }
    }

    private static Block ReadBlock(BinaryReader reader, byte[] bytes)
    {
        (ulong number, ulong batch, ulong firstSlot) = (reader.ReadUInt64(), reader.ReadUInt64(), reader.ReadUInt64());
        int count = reader.ReadInt32();
        List<Submission> operations = [];
        for (int i = 0; i < count; i++)
        {
            if (!SubmissionFormat.TryRead(bytes.AsSpan((int)reader.BaseStream.Position), out Submission submission, out int length))
                throw new StoreException($"Block {number} of the log holds something that is no operation.");
            operations.Add(submission);
            reader.BaseStream.Position += length;
        }

        return new(number, batch, firstSlot, operations);
    }

    private static IEnumerable<T> Repeat<T>(BinaryReader reader, Func<BinaryReader, T> read)
    {
        int count = reader.ReadInt32();
        for (int i = 0; i < count; i++)
            yield return read(reader);
    }

    private static void Write(BinaryWriter writer, QueuedOperation item)
    {
        (byte kind, byte token, uint from, uint to, UInt128 amount, SchnorrPublicKey key) = item switch
        {
            QueuedOperation.Deposit it => (Deposit, it.Token, it.Hint, 0U, it.Amount, it.Key),
            QueuedOperation.ForcedTransfer it => (ForcedTransfer, (byte)0, it.From, it.To, it.Amount, default(SchnorrPublicKey)),
            QueuedOperation.ForcedExit it => (ForcedExit, (byte)0, it.From, 0U, UInt128.Zero, default),
            QueuedOperation.ForcedKey it => (ForcedKey, (byte)0, it.From, 0U, UInt128.Zero, it.Key),
            _ => throw new ArgumentException("The queue holds no such item.", nameof(item)),
        };
        Span<byte> bytes = stackalloc byte[16 + 64];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, amount);
        AccountEncoding.WriteKey(key, bytes[16..]);
        writer.Write(kind);
        writer.Write(item.Owner.Span);
        writer.Write(token);
        writer.Write(from);
        writer.Write(to);
        writer.Write(bytes);
    }

    private static QueuedOperation ReadItem(BinaryReader reader)
    {
        byte kind = reader.ReadByte();
        Address owner = new(reader.ReadBytes(Address.ByteLength));
        (byte token, uint from, uint to) = (reader.ReadByte(), reader.ReadUInt32(), reader.ReadUInt32());
        UInt128 amount = BinaryPrimitives.ReadUInt128BigEndian(reader.ReadBytes(16));
        if (!AccountEncoding.TryReadKey(reader.ReadBytes(64), out SchnorrPublicKey key))
            throw new StoreException("The log holds a key that is none.");
        return kind switch
        {
            Deposit => new QueuedOperation.Deposit(owner, token, amount, from, key),
            ForcedTransfer => new QueuedOperation.ForcedTransfer(owner, from, to, amount),
            ForcedExit => new QueuedOperation.ForcedExit(owner, from),
            ForcedKey => new QueuedOperation.ForcedKey(owner, from, key),
            _ => throw new StoreException("The log holds a queue item of an unknown kind."),
        };
    }
}
