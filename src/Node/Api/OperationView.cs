using Plimsoll.State;

namespace Plimsoll.Node.Api;

/// <summary>A confirmed operation, and its receipt with a signature of its own.</summary>
/// <param name="Slot">The number of its first slot among all user slots.</param>
/// <param name="Kind">What it is.</param>
/// <param name="From">The payer's index.</param>
/// <param name="To">The payee's index.</param>
/// <param name="Amount">Decimal digits, in the token's smallest unit.</param>
/// <param name="Fee">Decimal digits.</param>
/// <param name="Block">The block it is in.</param>
/// <param name="Batch">The batch it is in.</param>
/// <param name="IsCommitted">Whether L1 holds that batch.</param>
/// <param name="Receipt">The promise.</param>
public sealed record OperationView(
    ulong Slot, OperationKind Kind, uint From, uint To, string Amount, string Fee, ulong Block, ulong Batch, bool IsCommitted, ReceiptView Receipt)
{
    internal static OperationView Of(FoundReceipt found, ulong head)
    {
        OperationWord word = found.Submission.Operation.Word;
        return new(
            found.Receipt.Slot, word.Kind, word.From, word.To, Amounts.Text(word.Amount), Amounts.Text(word.Fee), found.Block.Number, found.Block.Batch,
            found.Block.Batch <= head, ReceiptView.Of(found));
    }
}

/// <summary>A receipt: EIP-712 typed data, docs/spec/soft-confirmations.md.</summary>
/// <param name="Rollup">The rollup contract.</param>
/// <param name="Generation">Drops there had been.</param>
/// <param name="Slot">The slot's number.</param>
/// <param name="WordHash">Keccak-256 of the slot's word.</param>
/// <param name="Previous">The hash of the receipt before.</param>
/// <param name="Deadline">Unix seconds.</param>
/// <param name="Hash">What is signed.</param>
/// <param name="Signature">r, s, v.</param>
public sealed record ReceiptView(
    string Rollup, ulong Generation, ulong Slot, string WordHash, string Previous, ulong Deadline, string Hash, string Signature)
{
    internal static ReceiptView Of(FoundReceipt found) => new(
        found.Receipt.Rollup.ToString(), found.Receipt.Generation, found.Receipt.Slot, found.Receipt.WordHash.ToString(), found.Receipt.Previous.ToString(),
        found.Receipt.Deadline, found.Hash.ToString(), Hex.Encode(found.Signature.ToBytes()));
}
