using System.Buffers;
using System.Buffers.Binary;
using Plimsoll.Crypto.Hashing;
using Plimsoll.Crypto.Signatures;
using Plimsoll.Primitives;

namespace Plimsoll.State;

/// <summary>One owner's holding of one token.</summary>
/// <param name="Owner">Who may withdraw it on L1; zero only in <c>default</c>, the empty account.</param>
/// <param name="Token">The token's number on the rollup.</param>
/// <param name="Nonce">How many operations its key has authorised.</param>
/// <param name="Balance">In the token's smallest unit, at most <see cref="MaxBalance"/>.</param>
/// <param name="Withdrawn">The running total of what was moved towards L1; never falls.</param>
/// <param name="Key">A = 8Q, or the null key.</param>
/// <remarks>Spec: docs/spec/state.md#hashing.</remarks>
public readonly record struct Account(Address Owner, byte Token, uint Nonce, UInt128 Balance, UInt128 Withdrawn, SchnorrPublicKey Key) : ILeafValue<Account>
{
    /// <summary>2^120 − 1: no balance, amount or pot is above it.</summary>
    public static UInt128 MaxBalance { get; } = (UInt128.One << 120) - UInt128.One;

    /// <summary>Whether nothing was opened here.</summary>
    public bool IsEmpty => Owner.IsZero;

    /// <summary><c>owner·2^64 + token·2^32 + nonce</c>: who holds what, and how often it was signed for.</summary>
    public Fr Identity => Pack(Nonce);

    /// <summary>The identity without the nonce, as a payer names a payee.</summary>
    public Fr IdentityWithoutNonce => Pack(0);

    /// <summary><c>balance·2^128 + withdrawn</c>, below 2^248.</summary>
    public Fr Amounts
    {
        get
        {
            Span<byte> bytes = stackalloc byte[Fr.ByteLength];
            BinaryPrimitives.WriteUInt128BigEndian(bytes, Balance);
            BinaryPrimitives.WriteUInt128BigEndian(bytes[16..], Withdrawn);
            return Fr.FromBytes(bytes);
        }
    }

    /// <summary>Returns the leaf of the account tree; zero for the empty account.</summary>
    public Fr Leaf() => IsEmpty ? Fr.Zero : Poseidon2.Compress(HashDomain.AccountLeaf, Identity, Amounts, Key.A.X, Key.A.Y);

    /// <inheritdoc/>
    static void ILeafValue<Account>.HashLeaves(ReadOnlySpan<Account> values, Span<Fr> leaves, bool parallel)
    {
        Fr[] elements = ArrayPool<Fr>.Shared.Rent(MerkleTree.Arity * values.Length);
        for (int i = 0; i < values.Length; i++)
        {
            ref readonly Account account = ref values[i];
            Span<Fr> own = elements.AsSpan(MerkleTree.Arity * i, MerkleTree.Arity);
            (own[0], own[1], own[2], own[3]) = (account.Identity, account.Amounts, account.Key.A.X, account.Key.A.Y);
        }

        Poseidon2.CompressMany(HashDomain.AccountLeaf, elements.AsSpan(0, MerkleTree.Arity * values.Length), leaves, parallel);
        ArrayPool<Fr>.Shared.Return(elements);
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i].IsEmpty)
                leaves[i] = Fr.Zero;
        }
    }

    private Fr Pack(uint nonce)
    {
        Span<byte> bytes = stackalloc byte[Fr.ByteLength];
        bytes.Clear();
        Owner.Span.CopyTo(bytes[4..]);
        bytes[27] = Token;
        BinaryPrimitives.WriteUInt32BigEndian(bytes[28..], nonce);
        return Fr.FromBytes(bytes);
    }
}
