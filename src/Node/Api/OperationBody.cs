using Plimsoll.Crypto.Curves;
using Plimsoll.Crypto.Signatures;
using Plimsoll.Sequencing;
using Plimsoll.State;

namespace Plimsoll.Node.Api;

/// <summary>An operation as JSON. What a kind does not have is left out.</summary>
/// <param name="Kind">transfer, withdraw, swapA, swapB, open or changeKey.</param>
/// <param name="From">The payer's index.</param>
/// <param name="To">The payee's index; not for withdraw, open and changeKey.</param>
/// <param name="Amount">Decimal digits, in the token's smallest unit.</param>
/// <param name="Fee">Decimal digits; one that the two bytes of the word can say.</param>
/// <param name="ValidUntil">Unix seconds.</param>
/// <param name="Nonce">The payer's nonce that was signed for.</param>
/// <param name="E">The signature's challenge: 32 bytes.</param>
/// <param name="S">The signature's response: 32 bytes.</param>
/// <param name="Second">The second leg of a swap.</param>
/// <param name="Owner">Of the account that an open makes.</param>
/// <param name="KeyX">Q.x of an open or a changeKey: 32 bytes.</param>
/// <param name="KeyY">Q.y.</param>
public sealed record OperationBody(
    OperationKind Kind,
    uint From,
    uint ValidUntil,
    uint Nonce,
    string E,
    string S,
    uint? To = null,
    string? Amount = null,
    string? Fee = null,
    OperationBody? Second = null,
    string? Owner = null,
    string? KeyX = null,
    string? KeyY = null)
{
    /// <summary>Reads it.</summary>
    /// <returns>Null and the name of the first field that cannot be read.</returns>
    internal (Submission? Submission, string? Field) Read()
    {
        if (ReadSigned(out OperationWord word, out SchnorrSignature signature) is { } field)
            return (null, field);
        switch (Kind)
        {
            case OperationKind.Transfer or OperationKind.Withdraw:
                return (new Submission(new(word, signature), Nonce), null);
            case OperationKind.SwapA:
                if (Second is null)
                    return (null, nameof(Second));
                return Second.ReadSigned(out OperationWord leg, out SchnorrSignature other) is { } inSecond
                    ? (null, $"{nameof(Second)}.{inSecond}")
                    : (new Submission(new(word, signature, leg, other), Nonce, Second.Nonce), null);
            case OperationKind.Open or OperationKind.ChangeKey:
                Address owner = Address.Zero;
                if (Kind == OperationKind.Open && !Address.TryParseIgnoringCase(Owner, out owner))
                    return (null, nameof(Owner));
                if (!Amounts.TryParse(KeyX, out Fr x) || !Amounts.TryParse(KeyY, out Fr y))
                    return (null, nameof(KeyX));
                return (new Submission(new(word, signature, OperationWord.Extension(owner), PublishedKey: new JubjubAffine(x, y)), Nonce), null);
            default:
                return (null, nameof(Kind));
        }
    }

    private string? ReadSigned(out OperationWord word, out SchnorrSignature signature)
    {
        (word, signature) = (default, default);
        if (!Amounts.TryParse(Amount ?? "0", out UInt128 amount))
            return nameof(Amount);
        if (!Amounts.TryParse(Fee ?? "0", out UInt128 fee) || fee > State.Fee.Max)
            return nameof(Fee);
        ushort encoded = State.Fee.EncodeRoundingUp(fee);
        if (State.Fee.Decode(encoded) != fee)
            return nameof(Fee);
        Span<byte> bytes = stackalloc byte[SchnorrSignature.ByteLength];
        if (E is null || S is null || !Hex.TryDecodeExactly(E, bytes[..32]) || !Hex.TryDecodeExactly(S, bytes[32..]) || !SchnorrSignature.TryDecode(bytes, out signature))
            return nameof(E);
        word = new(Kind, From, To ?? (Kind == OperationKind.Open ? WordRules.ImpliedIndex : 0), amount, encoded, ValidUntil);
        return null;
    }
}
