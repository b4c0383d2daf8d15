using Plimsoll.Crypto.Curves;
using Plimsoll.Crypto.Hashing;
using Plimsoll.State;

namespace Plimsoll.Proofs.Tests;

/// <summary>The queue's hash chain, written down once more from docs/spec/batches.md#queue.</summary>
internal static class QueueChain
{
    public static Fr After(in Fr link, QueuedOperation item, in JubjubAffine published)
    {
        (byte kind, byte token, uint from, uint to, UInt128 amount) = item switch
        {
            QueuedOperation.Deposit x => ((byte)1, x.Token, x.Hint, 0U, x.Amount),
            QueuedOperation.ForcedTransfer x => ((byte)2, (byte)0, x.From, x.To, x.Amount),
            QueuedOperation.ForcedExit x => ((byte)3, (byte)0, x.From, 0U, UInt128.Zero),
            QueuedOperation.ForcedKey x => ((byte)4, (byte)0, x.From, 0U, UInt128.Zero),
            _ => throw new ArgumentException("Unknown item.", nameof(item)),
        };
        // kind·2^232 + owner·2^72 + token·2^64 + from·2^32 + to, most significant byte first
        byte[] packed = [0, 0, kind, .. item.Owner.Span, token, .. Bytes(from), .. Bytes(to)];
        Fr key = published is { X.IsZero: true, Y.IsZero: true } ? Fr.Zero : Poseidon2.Compress(HashDomain.QueueKey, published.X, published.Y);
        return Poseidon2.Compress(HashDomain.QueueLink, link, Fr.FromBytes(packed), FieldNumbers.Of(amount), key);
    }

    private static byte[] Bytes(uint number) => [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];
}
