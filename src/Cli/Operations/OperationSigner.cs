using Plimsoll.Crypto.Curves;
using Plimsoll.Crypto.Signatures;
using Plimsoll.Primitives;
using Plimsoll.Sequencing;
using Plimsoll.State;

namespace Plimsoll.Cli.Operations;

/// <summary>Writes operations and signs them for one rollup. Spec: docs/spec/operations.md#what-is-signed.</summary>
/// <param name="chainId">The base layer's chain.</param>
/// <param name="rollup">The rollup contract.</param>
internal sealed class OperationSigner(ulong chainId, Address rollup)
{
    // A signature binds chain and rollup; time and committer come with the batch.
    private readonly BatchContext _context = new(chainId, rollup, 0, default);

    public Submission Transfer(SchnorrSecretKey key, HeldAccount from, HeldAccount to, UInt128 amount, UInt128 fee, uint validUntil)
    {
        OperationWord word = new(OperationKind.Transfer, from.Index, to.Index, amount, Fee.EncodeRoundingUp(fee), validUntil);
        return new(new(word, key.Sign(OperationMessage.Of(_context, word, from.Account, to.Account).Hash())), from.Account.Nonce);
    }

    public Submission Withdraw(SchnorrSecretKey key, HeldAccount from, UInt128 amount, UInt128 fee, uint validUntil)
    {
        OperationWord word = new(OperationKind.Withdraw, from.Index, 0, amount, Fee.EncodeRoundingUp(fee), validUntil);
        return new(new(word, key.Sign(OperationMessage.Of(_context, word, from.Account, default).Hash())), from.Account.Nonce);
    }

    /// <summary>Pays somebody who has no account of the token yet.</summary>
    public Submission Open(SchnorrSecretKey key, HeldAccount from, Address owner, in JubjubAffine ownersKey, UInt128 amount, UInt128 fee, uint validUntil)
    {
        OperationWord word = new(OperationKind.Open, from.Index, WordRules.ImpliedIndex, amount, Fee.EncodeRoundingUp(fee), validUntil);
        return SignExtended(key, from, new(word, LinkedWord: OperationWord.Extension(owner), PublishedKey: ownersKey));
    }

    public Submission ChangeKey(SchnorrSecretKey key, HeldAccount account, SchnorrSecretKey newKey, UInt128 fee, uint validUntil)
    {
        OperationWord word = new(OperationKind.ChangeKey, account.Index, 0, 0, Fee.EncodeRoundingUp(fee), validUntil);
        return SignExtended(key, account, new(word, LinkedWord: OperationWord.Extension(Address.Zero), PublishedKey: newKey.Published));
    }

    /// <summary>Writes one leg of a swap.</summary>
    public static OperationWord Leg(OperationKind kind, uint from, uint to, UInt128 amount, UInt128 fee, uint validUntil) =>
        new(kind, from, to, amount, Fee.EncodeRoundingUp(fee), validUntil);

    /// <summary>Signs one leg of a swap.</summary>
    /// <param name="key">Of the one who pays in this leg.</param>
    /// <param name="leg">The leg.</param>
    /// <param name="other">The other leg.</param>
    /// <param name="otherToken">The token that moves in the other leg.</param>
    /// <param name="from">Who pays in this leg.</param>
    /// <param name="to">Who is paid in this leg.</param>
    public SchnorrSignature SignLeg(SchnorrSecretKey key, in OperationWord leg, in OperationWord other, byte otherToken, Account from, Account to) =>
        key.Sign(OperationMessage.OfLeg(_context, leg, other, otherToken, from, to).Hash());

    /// <summary>Both legs with both signatures: A pays first.</summary>
    public Submission Swap(
        SchnorrSecretKey keyA, (HeldAccount From, HeldAccount To, UInt128 Amount, UInt128 Fee) a,
        SchnorrSecretKey keyB, (HeldAccount From, HeldAccount To, UInt128 Amount, UInt128 Fee) b,
        uint validUntil)
    {
        OperationWord first = Leg(OperationKind.SwapA, a.From.Index, a.To.Index, a.Amount, a.Fee, validUntil);
        OperationWord second = Leg(OperationKind.SwapB, b.From.Index, b.To.Index, b.Amount, b.Fee, validUntil);
        Operation swap = new(
            first, SignLeg(keyA, first, second, b.From.Account.Token, a.From.Account, a.To.Account),
            second, SignLeg(keyB, second, first, a.From.Account.Token, b.From.Account, b.To.Account));
        return new(swap, a.From.Account.Nonce, b.From.Account.Nonce);
    }

    private Submission SignExtended(SchnorrSecretKey key, HeldAccount from, in Operation operation) =>
        new(operation with { Signature = key.Sign(OperationMessage.OfExtended(_context, operation, from.Account).Hash()) }, from.Account.Nonce);
}
