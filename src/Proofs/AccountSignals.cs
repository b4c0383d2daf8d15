using Plimsoll.Crypto.Hashing;
using Plimsoll.Snark.Circuits;
using Plimsoll.Snark.Gadgets;
using Plimsoll.State;

namespace Plimsoll.Proofs;

/// <summary>An account in a circuit.</summary>
/// <remarks>
/// The two packed words of a leaf are taken apart in one way only: owner, token and nonce are ranged here; balance and what was withdrawn by whoever knows what
/// becomes of them.
/// </remarks>
internal readonly record struct AccountSignals(Signal Owner, Signal[] TokenBits, Signal Nonce, Signal Balance, Signal Withdrawn, JubjubSignal Key)
{
    public const int OwnerBits = 160, NonceBits = 32, TokenWidth = 8, BalanceBits = 120, WithdrawnBits = 128;

    private static readonly Fr s_balanceUnit = FieldNumbers.PowerOfTwo(128);

    public static Fr TokenUnit { get; } = FieldNumbers.PowerOfTwo(32);

    public static Fr OwnerUnit { get; } = FieldNumbers.PowerOfTwo(64);

    public Signal Token => Bits.FromBits(TokenBits);

    public Signal IdentityWithoutNonce => OwnerUnit * Owner + TokenUnit * Token;

    public Signal Identity => IdentityWithoutNonce + Nonce;

    public Signal Amounts => s_balanceUnit * Balance + Withdrawn;

    /// <summary>Takes the fields as hints and states the ranges of those that say whose account it is.</summary>
    public static AccountSignals Read(CircuitBuilder builder, in Account account)
    {
        Signal owner = builder.Hint(FieldNumbers.Of(account.Owner)), token = builder.Hint(Fr.FromUInt64(account.Token)), nonce = builder.Hint(Fr.FromUInt64(account.Nonce));
        Signal balance = builder.Hint(FieldNumbers.Of(account.Balance)), withdrawn = builder.Hint(FieldNumbers.Of(account.Withdrawn));
        JubjubSignal key = new(builder.Hint(account.Key.A.X), builder.Hint(account.Key.A.Y));
        builder.AssertWidth(owner, OwnerBits);
        builder.AssertWidth(nonce, NonceBits);
        return new(owner, builder.ToBits(token, TokenWidth), nonce, balance, withdrawn, key);
    }

    public Signal Leaf(CircuitBuilder builder) => builder.Compress(HashDomain.AccountLeaf, Identity, Amounts, Key.X, Key.Y);
}
