using System.Buffers.Binary;
using Plimsoll.Crypto.Hashing;

namespace Plimsoll.State;

/// <summary>What the payer's key signs.</summary>
/// <remarks>
/// Chain and rollup keep a signature from another deployment; the payer's nonce from being used twice; the identities behind the indices, and the token of a
/// swap's other leg, from landing on an account that took an index over after a dropped batch. Spec: docs/spec/operations.md#what-is-signed.
/// </remarks>
public static class OperationMessage
{
    /// <summary>Returns the message of an operation of one slot.</summary>
    /// <param name="context">The deployment.</param>
    /// <param name="word">The word.</param>
    /// <param name="from">The payer, with the nonce that the operation will use.</param>
    /// <param name="to">The payee; the empty account if there is none.</param>
    public static Fr Of(in BatchContext context, in OperationWord word, in Account from, in Account to) =>
        Hash(context, word, Fr.Zero, Fr.Zero, Fr.Zero, from, to);

    /// <summary>Returns the message of one leg of a swap.</summary>
    /// <param name="context">The deployment.</param>
    /// <param name="word">The leg that is signed for.</param>
    /// <param name="other">The other leg.</param>
    /// <param name="otherToken">The token that moves in the other leg.</param>
    /// <param name="from">The payer.</param>
    /// <param name="to">The payee.</param>
    public static Fr OfLeg(in BatchContext context, in OperationWord word, in OperationWord other, byte otherToken, in Account from, in Account to) =>
        Hash(context, word, other.ToField(), Fr.FromUInt64(otherToken), Fr.Zero, from, to);

    /// <summary>Returns the message of an Open or a ChangeKey.</summary>
    public static Fr OfExtended(in BatchContext context, in Operation operation, in Account from) =>
        Hash(context, operation.Word, operation.LinkedWord.ToField(), operation.PublishedKey.X, operation.PublishedKey.Y, from, default);

    private static Fr Hash(in BatchContext context, in OperationWord word, in Fr linked0, in Fr linked1, in Fr linked2, in Account from, in Account to) =>
        Poseidon2.Sponge(
            HashDomain.Message,
            Deployment(context), word.ToField(), linked0, linked1, linked2, from.Identity, to.IdentityWithoutNonce, to.Key.A.X, to.Key.A.Y);

    /// <summary><c>chainId·2^160 + rollup</c>.</summary>
    private static Fr Deployment(in BatchContext context)
    {
        Span<byte> bytes = stackalloc byte[Fr.ByteLength];
        bytes.Clear();
        BinaryPrimitives.WriteUInt64BigEndian(bytes[4..], context.ChainId);
        context.Rollup.Span.CopyTo(bytes[12..]);
        return Fr.FromBytes(bytes);
    }
}
