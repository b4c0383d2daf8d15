using System.Buffers.Binary;
using Plimsoll.Crypto.Curves;
using Plimsoll.Primitives;
using Plimsoll.State;

namespace Plimsoll.Disputes;

/// <summary>The four words of a queue item, as L1 hashes them into the queue's chain.</summary>
/// <remarks>Spec: docs/spec/batches.md#queue.</remarks>
internal static class QueueItemWords
{
    /// <summary>Returns packed fields, amount, Q.x and Q.y.</summary>
    /// <param name="item">The item.</param>
    /// <param name="publishedKey">Its Q; (0, 0) where it names no key.</param>
    public static Fr[] Of(QueuedOperation item, in JubjubAffine publishedKey)
    {
        (byte kind, byte token, uint from, uint to, UInt128 amount) = item switch
        {
            QueuedOperation.Deposit deposit => ((byte)1, deposit.Token, deposit.Hint, 0U, deposit.Amount),
            QueuedOperation.ForcedTransfer transfer => ((byte)2, (byte)0, transfer.From, transfer.To, transfer.Amount),
            QueuedOperation.ForcedExit exit => ((byte)3, (byte)0, exit.From, 0U, default(UInt128)),
            QueuedOperation.ForcedKey key => ((byte)4, (byte)0, key.From, 0U, default(UInt128)),
            _ => throw new ArgumentException("The queue holds no such item.", nameof(item)),
        };
        return [Pack(kind, item.Owner, token, from, to), FromUInt128(amount), publishedKey.X, publishedKey.Y];
    }

    /// <summary>Returns the element of the same value.</summary>
    public static Fr FromUInt128(UInt128 value)
    {
        Span<byte> bytes = stackalloc byte[Fr.ByteLength];
        bytes.Clear();
        BinaryPrimitives.WriteUInt128BigEndian(bytes[16..], value);
        return Fr.FromBytes(bytes);
    }

    // kind·2^232 + owner·2^72 + token·2^64 + from·2^32 + to
    private static Fr Pack(byte kind, Address owner, byte token, uint from, uint to)
    {
        Span<byte> bytes = stackalloc byte[Fr.ByteLength];
        bytes.Clear();
        bytes[2] = kind;
        owner.Span.CopyTo(bytes[3..]);
        bytes[23] = token;
        BinaryPrimitives.WriteUInt32BigEndian(bytes[24..], from);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[28..], to);
        return Fr.FromBytes(bytes);
    }
}
