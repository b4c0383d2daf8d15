namespace Plimsoll.Crypto.Signatures;

/// <summary>What one verification decides: that the key's owner signed the message hash.</summary>
/// <param name="Key">Whose signature it is said to be.</param>
/// <param name="Message">The hash that was signed.</param>
/// <param name="Signature">The signature.</param>
public readonly record struct SignedMessage(SchnorrPublicKey Key, Fr Message, SchnorrSignature Signature);
