using System.Diagnostics.CodeAnalysis;
using Plimsoll.L1.Hashing;
using Plimsoll.L1.Rlp;
using Plimsoll.L1.Signing;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Transactions;

/// <summary>A transaction with its sender's signature, as blocks hold it.</summary>
/// <param name="Transaction">What is signed.</param>
/// <param name="Signature">The signature of <see cref="Transaction.SigningHash"/>.</param>
public sealed record SignedTransaction(Transaction Transaction, EcdsaSignature Signature)
{
    /// <summary>Returns the canonical encoding: the type and the list of fields. A node wants a blob transaction with its blobs instead: <see cref="PooledBlobTransaction.Encode"/>.</summary>
    public byte[] Encode()
    {
        using RlpWriter writer = WriteCanonical();
        return writer.ToArray();
    }

    /// <summary>Returns the name of the transaction: the Keccak-256 hash of the canonical encoding.</summary>
    public Bytes32 Hash()
    {
        using RlpWriter writer = WriteCanonical();
        return Keccak256.Hash(writer.WrittenSpan);
    }

    /// <summary>Finds the sender.</summary>
    /// <returns>False when the signature is not one that any key makes, or not in the one accepted form (EIP-2).</returns>
    public bool TryRecoverSender([NotNullWhen(true)] out Address? sender)
    {
        bool recovered = PublicKey.TryRecover(Transaction.SigningHash(), Signature, out PublicKey? key);
        sender = key?.Address;
        return recovered;
    }

    /// <summary>Reads the canonical encoding of a transaction of type 2 or 3, and refuses every other sequence of bytes.</summary>
    /// <remarks>Memory is within a small factor of the input. What <see cref="Encode"/> returns for the result is the input.</remarks>
    /// <exception cref="RlpException">The bytes are not the one valid encoding of such a transaction.</exception>
    /// <exception cref="TransactionException">The type is another, a rule is broken, or the signature is out of range.</exception>
    public static SignedTransaction Decode(ReadOnlySpan<byte> encoded)
    {
        if (encoded.IsEmpty)
            throw new RlpException("A transaction is expected, but the input is empty.");
        RlpReader reader = new(encoded[1..]);
        RlpReader fields = reader.ReadList();
        reader.RequireEnd();
        return ReadFields(encoded[0], fields);
    }

    internal static SignedTransaction ReadFields(byte type, RlpReader fields)
    {
        Transaction transaction = type switch
        {
            DynamicFeeTransaction.TypeByte => DynamicFeeTransaction.ReadFields(ref fields),
            BlobTransaction.TypeByte => BlobTransaction.ReadFields(ref fields),
            _ => throw new TransactionException($"The type 0x{type:x2} is not one of those that are read here: 2 and 3."),
        };
        ulong parity = fields.ReadUInt64();
        EcdsaSignature signature = new(fields.ReadUInt256(), fields.ReadUInt256(), parity == 1);
        fields.RequireEnd();
        if (parity > 1 || !signature.IsInRange)
            throw new TransactionException("The signature is out of range (EIP-2).");
        transaction.Validate();
        return new(transaction, signature);
    }

    private RlpWriter WriteCanonical()
    {
        RlpWriter writer = new(512 + Transaction.Data.Length);
        writer.WriteRaw([Transaction.Type]);
        Transaction.WritePayload(writer, Signature);
        return writer;
    }
}
