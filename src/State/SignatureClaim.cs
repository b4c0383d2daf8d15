using Plimsoll.Crypto.Signatures;

namespace Plimsoll.State;

/// <summary>A signature that an executed operation stands on.</summary>
/// <param name="Key">The payer's key.</param>
/// <param name="Message">What it is to have signed.</param>
/// <param name="Signature">What is there.</param>
public readonly record struct SignatureClaim(SchnorrPublicKey Key, OperationMessage Message, SchnorrSignature Signature)
{
    /// <summary>Decides one claim.</summary>
    public bool IsValid => Schnorr.Verify(Key, Message.Hash(), Signature);

    /// <summary>Decides many claims side by side, messages and signatures both in vector lanes.</summary>
    /// <param name="claims">The claims.</param>
    /// <param name="valid">As many answers.</param>
    /// <param name="parallel">Whether to use both cores, or all there are.</param>
    public static void VerifyMany(ReadOnlySpan<SignatureClaim> claims, Span<bool> valid, bool parallel = false)
    {
        OperationMessage[] messages = new OperationMessage[claims.Length];
        for (int i = 0; i < claims.Length; i++)
            messages[i] = claims[i].Message;
        Fr[] hashes = new Fr[claims.Length];
        OperationMessage.HashMany(messages, hashes, parallel);
        SignedMessage[] signed = new SignedMessage[claims.Length];
        for (int i = 0; i < claims.Length; i++)
            signed[i] = new(claims[i].Key, hashes[i], claims[i].Signature);
        Schnorr.VerifyMany(signed, valid, parallel);
    }
}
