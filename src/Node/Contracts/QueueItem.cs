using System.Buffers.Binary;
using Plimsoll.Crypto.Curves;
using Plimsoll.Crypto.Hashing;
using Plimsoll.Crypto.Signatures;
using Plimsoll.L1.Abi;
using Plimsoll.State;

namespace Plimsoll.Node.Contracts;

/// <summary>An item of the queue as L1 emitted it.</summary>
/// <param name="Number">Its place, from 0.</param>
/// <param name="Operation">What it does on layer 2.</param>
/// <param name="PublishedKey">The Q that it names; (0, 0) where it names none.</param>
/// <param name="Link">The queue's hash chain behind it.</param>
public sealed record QueueItem(ulong Number, QueuedOperation Operation, JubjubAffine PublishedKey, Fr Link)
{
    internal const string Type = "(uint8 kind, address owner, uint8 token, uint32 from, uint32 to, uint128 amount, uint256 keyX, uint256 keyY)";

    private const byte DepositKind = 1, TransferKind = 2, ExitKind = 3, KeyKind = 4;

    /// <summary>Returns the link behind an item that comes after this link.</summary>
    /// <remarks>Spec: docs/spec/batches.md#queue.</remarks>
    public Fr LinkAfter(in Fr link)
    {
        (byte kind, byte token, uint from, uint to, UInt128 amount) = Fields;
        Span<byte> packed = stackalloc byte[Fr.ByteLength];
        packed.Clear();
        packed[2] = kind;
        Operation.Owner.Span.CopyTo(packed[3..]);
        packed[23] = token;
        BinaryPrimitives.WriteUInt32BigEndian(packed[24..], from);
        BinaryPrimitives.WriteUInt32BigEndian(packed[28..], to);
        Fr key = PublishedKey is { X.IsZero: true, Y.IsZero: true } ? Fr.Zero : Poseidon2.Compress(HashDomain.QueueKey, PublishedKey.X, PublishedKey.Y);
        return Poseidon2.Compress(HashDomain.QueueLink, link, Fr.FromBytes(packed), Fr.FromBytes(amount.ToUInt256().ToBytes()), key);
    }

    /// <summary>Returns the struct, as a refund takes it.</summary>
    public AbiValue ToAbi()
    {
        (byte kind, byte token, uint from, uint to, UInt128 amount) = Fields;
        return AbiValue.Of(
            (ulong)kind, Operation.Owner, (ulong)token, (ulong)from, (ulong)to, amount.ToWord(), PublishedKey.X.ToWord(), PublishedKey.Y.ToWord());
    }

    /// <summary>Reads the struct; what the contract does not let into the queue is refused.</summary>
    /// <exception cref="RollupLogException">The fields are no item.</exception>
    internal static QueueItem Read(ulong number, AbiValue item, AbiValue link)
    {
        JubjubAffine published = new(item[6].ToFr("a key"), item[7].ToFr("a key"));
        SchnorrPublicKey key = default;
        bool namesKey = !(published.X.IsZero && published.Y.IsZero);
        if (namesKey && !SchnorrPublicKey.TryFromPublished(published, out key))
            throw new RollupLogException($"item {number} names a key that is none");
        (Address owner, byte token, uint from, uint to) = (item[1].ToAddress(), item[2].ToByte(), item[3].ToUInt32(), item[4].ToUInt32());
        UInt128 amount = item[5].ToUInt128();
        if (owner.IsZero || amount > Account.MaxBalance)
            throw new RollupLogException($"item {number} has no owner, or too large an amount");
        QueuedOperation operation = item[0].ToByte() switch
        {
            DepositKind when to == 0 && amount > 0 => new QueuedOperation.Deposit(owner, token, amount, from, key),
            TransferKind when token == 0 && !namesKey => new QueuedOperation.ForcedTransfer(owner, from, to, amount),
            ExitKind when token == 0 && to == 0 && amount == 0 && !namesKey => new QueuedOperation.ForcedExit(owner, from),
            KeyKind when token == 0 && to == 0 && amount == 0 && namesKey => new QueuedOperation.ForcedKey(owner, from, key),
            _ => throw new RollupLogException($"item {number} is of no kind"),
        };
        return new(number, operation, published, link.ToFr("a link"));
    }

    private (byte Kind, byte Token, uint From, uint To, UInt128 Amount) Fields => Operation switch
    {
        QueuedOperation.Deposit deposit => (DepositKind, deposit.Token, deposit.Hint, 0, deposit.Amount),
        QueuedOperation.ForcedTransfer transfer => (TransferKind, 0, transfer.From, transfer.To, transfer.Amount),
        QueuedOperation.ForcedExit exit => (ExitKind, 0, exit.From, 0, 0),
        QueuedOperation.ForcedKey key => (KeyKind, 0, key.From, 0, 0),
        _ => throw new InvalidOperationException("The queue holds no such item."),
    };
}
