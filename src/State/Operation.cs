using Plimsoll.Crypto.Curves;
using Plimsoll.Crypto.Signatures;

namespace Plimsoll.State;

/// <summary>One operation as a user signs it: a word with its signature, and what a kind of two slots needs beside it.</summary>
/// <param name="Word">What to do; of a swap, the first leg.</param>
/// <param name="Signature">By the key of the account at <see cref="OperationWord.From"/>; ignored for Collect.</param>
/// <param name="LinkedWord">The second leg of a swap, or the extension word of an Open or a ChangeKey.</param>
/// <param name="LinkedSignature">Of the second leg.</param>
/// <param name="PublishedKey">Q of an Open or a ChangeKey.</param>
public readonly record struct Operation(
    OperationWord Word,
    SchnorrSignature Signature = default,
    OperationWord LinkedWord = default,
    SchnorrSignature LinkedSignature = default,
    JubjubAffine PublishedKey = default)
{
    /// <summary>How many slots of a batch it takes.</summary>
    public int SlotCount => Word.Kind is OperationKind.SwapA or OperationKind.Open or OperationKind.ChangeKey ? 2 : 1;
}
