using System.Buffers.Binary;
using Plimsoll.L1.Eip712;
using Plimsoll.L1.Hashing;
using Plimsoll.L1.Signing;
using Plimsoll.Sequencing;
using Plimsoll.State;

namespace Plimsoll.Node.Sequencing;

/// <summary>Hashes receipts as typed data, and signs them.</summary>
/// <remarks>The hash is written out here because thousands are made a second; a test holds it against <see cref="TypedData"/>. Not thread-safe.</remarks>
public sealed class ReceiptSigner
{
    internal const string TypeName = "Receipt";
    internal const string Type = "Receipt(address rollup,uint64 generation,uint64 slot,bytes32 wordHash,bytes32 previous,uint64 deadline)";
    private const int WordLength = 32;
    private static readonly Bytes32 s_typeHash = Keccak256.HashUtf8(Type);

    private readonly byte[] _struct = new byte[7 * WordLength], _signed = new byte[2 + 2 * WordLength], _word = new byte[WordLength];
    private readonly PrivateKey _key;
    private readonly Address _rollup;

    /// <summary>Makes a signer for a rollup.</summary>
    /// <param name="key">The sequencer's L1 account; the caller disposes it.</param>
    /// <param name="chainId">The base layer's chain.</param>
    /// <param name="rollup">The rollup contract.</param>
    public ReceiptSigner(PrivateKey key, ulong chainId, Address rollup)
    {
        ArgumentNullException.ThrowIfNull(key);
        (_key, _rollup) = (key, rollup);
        Domain = new("Plimsoll", "1", chainId, rollup);
        s_typeHash.Span.CopyTo(_struct);
        rollup.Span.CopyTo(_struct.AsSpan(WordLength + 12));
        (_signed[0], _signed[1]) = (0x19, 0x01);
        Domain.Separator().Span.CopyTo(_signed.AsSpan(2));
    }

    /// <summary>Where the receipts count.</summary>
    public Eip712Domain Domain { get; }

    /// <summary>Who signs.</summary>
    public Address Signer => _key.Address;

    /// <summary>Returns the receipt's hash: what the next one names, and what is signed.</summary>
    public Bytes32 Hash(in Receipt receipt)
    {
        WriteNumber(receipt.Generation, 2);
        WriteNumber(receipt.Slot, 3);
        receipt.WordHash.Span.CopyTo(_struct.AsSpan(4 * WordLength));
        receipt.Previous.Span.CopyTo(_struct.AsSpan(5 * WordLength));
        WriteNumber(receipt.Deadline, 6);
        Keccak256.Hash(_struct).Span.CopyTo(_signed.AsSpan(2 + WordLength));
        return Keccak256.Hash(_signed);
    }

    /// <summary>Signs one receipt by itself.</summary>
    public EcdsaSignature Sign(in Receipt receipt) => _key.Sign(Hash(receipt));

    /// <summary>Confirms a block: hashes its receipts one upon the other, and signs the last.</summary>
    /// <param name="block">The block; it has an operation.</param>
    /// <param name="generation">Drops there had been.</param>
    /// <param name="previous">The hash of the receipt before, zero at the beginning of a generation.</param>
    /// <param name="deadline">Unix seconds of L1.</param>
    /// <param name="entry">Where the block is in the log.</param>
    public SoftConfirmation Confirm(Block block, ulong generation, Bytes32 previous, ulong deadline, ulong entry)
    {
        ArgumentNullException.ThrowIfNull(block);
        foreach ((_, Bytes32 hash) in Receipts(block, generation, previous, deadline))
            previous = hash;
        return new(block.Number, block.FirstSlot, generation, deadline, previous, _key.Sign(previous), entry);
    }

    /// <summary>Returns the receipts of a block with their hashes.</summary>
    public IEnumerable<(Receipt Receipt, Bytes32 Hash)> Receipts(Block block, ulong generation, Bytes32 previous, ulong deadline)
    {
        ArgumentNullException.ThrowIfNull(block);
        ulong slot = block.FirstSlot;
        foreach (Submission submission in block.Operations)
        {
            Receipt receipt = new(_rollup, generation, slot, WordHash(submission.Operation.Word), previous, deadline);
            previous = Hash(receipt);
            yield return (receipt, previous);
            slot += (ulong)submission.Operation.SlotCount;
        }
    }

    private Bytes32 WordHash(in OperationWord word)
    {
        word.Write(_word.AsSpan(1));
        return Keccak256.Hash(_word);
    }

    private void WriteNumber(ulong number, int position) => BinaryPrimitives.WriteUInt64BigEndian(_struct.AsSpan((position + 1) * WordLength - sizeof(ulong)), number);
}
