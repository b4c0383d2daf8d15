using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Plimsoll.Crypto.Hashing;

namespace Plimsoll.State;

/// <summary>What the payer's key signs: nine elements, and their hash.</summary>
/// <remarks>
/// Chain and rollup keep a signature from another deployment; the payer's nonce from being used twice; the identities behind the indices, and the token of a
/// swap's other leg, from landing on an account that took an index over after a dropped batch. Spec: docs/spec/operations.md#what-is-signed.
/// </remarks>
public readonly struct OperationMessage : IEquatable<OperationMessage>
{
    private const int Length = 9;

    private readonly Elements _elements;

    private OperationMessage(in BatchContext context, in OperationWord word, in Fr linked0, in Fr linked1, in Fr linked2, in Account from, in Account to)
    {
        _elements[8] = to.Key.A.Y;
        _elements[7] = to.Key.A.X;
        _elements[6] = to.IdentityWithoutNonce;
        _elements[5] = from.Identity;
        _elements[4] = linked2;
        _elements[3] = linked1;
        _elements[2] = linked0;
        _elements[1] = word.ToField();
        _elements[0] = Deployment(context);
    }

    /// <summary>Returns the message of an operation of one slot.</summary>
    /// <param name="context">The deployment.</param>
    /// <param name="word">The word.</param>
    /// <param name="from">The payer, with the nonce that the operation will use.</param>
    /// <param name="to">The payee; the empty account if there is none.</param>
    public static OperationMessage Of(in BatchContext context, in OperationWord word, in Account from, in Account to) =>
        new(context, word, Fr.Zero, Fr.Zero, Fr.Zero, from, to);

    /// <summary>Returns the message of one leg of a swap.</summary>
    /// <param name="context">The deployment.</param>
    /// <param name="word">The leg that is signed for.</param>
    /// <param name="other">The other leg.</param>
    /// <param name="otherToken">The token that moves in the other leg.</param>
    /// <param name="from">The payer.</param>
    /// <param name="to">The payee.</param>
    public static OperationMessage OfLeg(in BatchContext context, in OperationWord word, in OperationWord other, byte otherToken, in Account from, in Account to) =>
        new(context, word, other.ToField(), Fr.FromUInt64(otherToken), Fr.Zero, from, to);

    /// <summary>Returns the message of an Open or a ChangeKey.</summary>
    public static OperationMessage OfExtended(in BatchContext context, in Operation operation, in Account from) =>
        new(context, operation.Word, operation.LinkedWord.ToField(), operation.PublishedKey.X, operation.PublishedKey.Y, from, default);

    /// <summary>Returns what is signed.</summary>
    public Fr Hash() => Poseidon2.Sponge(HashDomain.Message, _elements);

    /// <inheritdoc/>
    public bool Equals(OperationMessage other) => ((ReadOnlySpan<Fr>)_elements).SequenceEqual(other._elements);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is OperationMessage other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_elements[1], _elements[5]);

    /// <summary>Whether the two say the same.</summary>
    public static bool operator ==(in OperationMessage a, in OperationMessage b) => a.Equals(b);

    /// <summary>Whether the two differ.</summary>
    public static bool operator !=(in OperationMessage a, in OperationMessage b) => !a.Equals(b);

    /// <summary>Hashes many messages side by side.</summary>
    /// <param name="messages">The messages.</param>
    /// <param name="hashes">As many hashes.</param>
    /// <param name="parallel">Whether to use both cores, or all there are.</param>
    public static void HashMany(ReadOnlySpan<OperationMessage> messages, Span<Fr> hashes, bool parallel = false) =>
        Poseidon2.SpongeMany(HashDomain.Message, Length, MemoryMarshal.Cast<OperationMessage, Fr>(messages), hashes, parallel);

    /// <summary><c>chainId·2^160 + rollup</c>.</summary>
    private static Fr Deployment(in BatchContext context)
    {
        Span<byte> bytes = stackalloc byte[Fr.ByteLength];
        bytes.Clear();
        BinaryPrimitives.WriteUInt64BigEndian(bytes[4..], context.ChainId);
        context.Rollup.Span.CopyTo(bytes[12..]);
        return Fr.FromBytes(bytes);
    }

    [InlineArray(Length)]
    private struct Elements
    {
        private Fr _first;
    }
}
