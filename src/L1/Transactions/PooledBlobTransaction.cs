using Plimsoll.L1.Rlp;

namespace Plimsoll.L1.Transactions;

/// <summary>A signed blob transaction with its blobs: the form that <c>eth_sendRawTransaction</c> takes.</summary>
/// <remarks>
/// EIP-7594, "Networking": 0x03 ‖ rlp([tx_payload_body, wrapper_version = 1, blobs, commitments, cell_proofs]). The older form of EIP-4844
/// without version and with one proof per blob is refused, as the network does since Fusaka.
/// </remarks>
public sealed class PooledBlobTransaction
{
    /// <summary>The version of the wrapper (EIP-7594).</summary>
    public const byte WrapperVersion = 1;

    /// <summary>Puts a signed transaction and its blobs together.</summary>
    /// <exception cref="ArgumentException">The transaction is not of type 3, or its versioned hashes are not those of the commitments.</exception>
    public PooledBlobTransaction(SignedTransaction signed, BlobSidecar sidecar)
    {
        ArgumentNullException.ThrowIfNull(signed);
        ArgumentNullException.ThrowIfNull(sidecar);
        if (signed.Transaction is not BlobTransaction transaction)
            throw new ArgumentException("A transaction of type 3 is expected.", nameof(signed));
        if (!transaction.BlobVersionedHashes.SequenceEqual(sidecar.VersionedHashes()))
            throw new ArgumentException("The versioned hashes of the transaction are not those of the commitments.", nameof(sidecar));
        Signed = signed;
        Sidecar = sidecar;
    }

    /// <summary>The transaction as blocks hold it; its hash names it here, too.</summary>
    public SignedTransaction Signed { get; }

    /// <summary>The blobs.</summary>
    public BlobSidecar Sidecar { get; }

    /// <summary>Returns the encoding for the network.</summary>
    public byte[] Encode()
    {
        using RlpWriter writer = new(1024 + Signed.Transaction.Data.Length
            + Sidecar.Blobs.Count * (BlobSidecar.BlobLength + (2 * BlobSidecar.CellsPerBlob * BlobSidecar.PointLength)));
        writer.WriteRaw([BlobTransaction.TypeByte]);
        int wrapper = writer.BeginList();
        Signed.Transaction.WritePayload(writer, Signed.Signature);
        writer.Write((ulong)WrapperVersion);
        WriteAll(writer, Sidecar.Blobs);
        WriteAll(writer, Sidecar.Commitments);
        WriteAll(writer, Sidecar.CellProofs);
        writer.EndList(wrapper);
        return writer.ToArray();
    }

    /// <summary>Reads the encoding for the network, and refuses every other sequence of bytes. KZG proofs are not verified here.</summary>
    /// <remarks>Memory is within a small factor of the input. What <see cref="Encode"/> returns for the result is the input.</remarks>
    /// <exception cref="RlpException">The bytes are not the one valid encoding of such a transaction.</exception>
    /// <exception cref="TransactionException">A rule is broken, or blobs, commitments and proofs do not fit together.</exception>
    public static PooledBlobTransaction Decode(ReadOnlySpan<byte> encoded)
    {
        if (encoded.IsEmpty || encoded[0] != BlobTransaction.TypeByte)
            throw new TransactionException("A transaction of type 3 is expected.");
        RlpReader reader = new(encoded[1..]);
        RlpReader wrapper = reader.ReadList();
        reader.RequireEnd();
        SignedTransaction signed = SignedTransaction.ReadFields(BlobTransaction.TypeByte, wrapper.ReadList());
        if (wrapper.NextIsList || wrapper.ReadUInt64() != WrapperVersion)
            throw new TransactionException("The wrapper has no version, or another than 1 (EIP-7594).");
        List<ReadOnlyMemory<byte>> blobs = ReadAll(wrapper.ReadList(), BlobSidecar.BlobLength);
        List<ReadOnlyMemory<byte>> commitments = ReadAll(wrapper.ReadList(), BlobSidecar.PointLength);
        List<ReadOnlyMemory<byte>> cellProofs = ReadAll(wrapper.ReadList(), BlobSidecar.PointLength);
        wrapper.RequireEnd();
        try
        {
            return new(signed, new(blobs, commitments, cellProofs));
        }
        catch (ArgumentException misfit)
        {
            throw new TransactionException("The parts of the blob transaction do not fit together.", misfit);
        }
    }

    private static void WriteAll(RlpWriter writer, IReadOnlyList<ReadOnlyMemory<byte>> parts)
    {
        int list = writer.BeginList();
        foreach (ReadOnlyMemory<byte> part in parts)
            writer.Write(part.Span);
        writer.EndList(list);
    }

    private static List<ReadOnlyMemory<byte>> ReadAll(RlpReader items, int length)
    {
        List<ReadOnlyMemory<byte>> parts = [];
        while (!items.IsAtEnd)
            parts.Add(items.ReadBytes(length).ToArray());
        return parts;
    }
}
