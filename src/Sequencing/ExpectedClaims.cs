using Plimsoll.State;

namespace Plimsoll.Sequencing;

/// <summary>The signatures that a submission will stand on, known before it is executed because it says its nonces.</summary>
/// <remarks>
/// A guess that costs nothing when wrong: after execution the claims that count are compared with these, and what differs is verified anew.
/// </remarks>
internal static class ExpectedClaims
{
    /// <summary>Adds the claims of a submission: one, or two for a swap.</summary>
    public static void Add(RollupState state, in BatchContext context, in Submission submission, List<SignatureClaim> claims)
    {
        Operation operation = submission.Operation;
        OperationWord word = operation.Word;
        Account from = state[word.From] with { Nonce = submission.Nonce };
        switch (word.Kind)
        {
            case OperationKind.Transfer:
                claims.Add(new(from.Key, OperationMessage.Of(context, word, from, state[word.To]), operation.Signature));
                break;
            case OperationKind.Withdraw:
                claims.Add(new(from.Key, OperationMessage.Of(context, word, from, default), operation.Signature));
                break;
            case OperationKind.SwapA:
                OperationWord second = operation.LinkedWord;
                Account other = state[second.From] with { Nonce = submission.LinkedNonce };
                claims.Add(new(from.Key, OperationMessage.OfLeg(context, word, second, other.Token, from, state[word.To]), operation.Signature));
                claims.Add(new(other.Key, OperationMessage.OfLeg(context, second, word, from.Token, other, state[second.To]), operation.LinkedSignature));
                break;
            case OperationKind.Open or OperationKind.ChangeKey:
                claims.Add(new(from.Key, OperationMessage.OfExtended(context, operation, from), operation.Signature));
                break;
        }
    }
}
