using Plimsoll.Crypto.Signatures;
using Plimsoll.Primitives;

namespace Plimsoll.State;

/// <summary>One item of the queue on L1: authorised there, and applied or void here, never in the way.</summary>
/// <remarks>What a circuit range-checks, L1 has checked at entry. Spec: docs/spec/operations.md#queued-operations.</remarks>
/// <param name="Owner">Who sent it, or, for a deposit, who is credited; not zero.</param>
public abstract record QueuedOperation(Address Owner)
{
    /// <summary>Money that came in on L1.</summary>
    /// <param name="Owner">Who is credited.</param>
    /// <param name="Token">The token's number on the rollup.</param>
    /// <param name="Amount">From 1 to 2^120 − 1.</param>
    /// <param name="Hint">The account to credit if it fits; any number.</param>
    /// <param name="Key">The key for a new account, which a hinted one must have as well; the null key asks nothing.</param>
    public sealed record Deposit(Address Owner, byte Token, UInt128 Amount, uint Hint, SchnorrPublicKey Key) : QueuedOperation(Owner);

    /// <summary>A transfer without fee that the operator cannot leave out.</summary>
    /// <param name="Owner">Who sent it to L1.</param>
    /// <param name="From">The payer's index.</param>
    /// <param name="To">The payee's index.</param>
    /// <param name="Amount">Below 2^120.</param>
    public sealed record ForcedTransfer(Address Owner, uint From, uint To, UInt128 Amount) : QueuedOperation(Owner);

    /// <summary>Moves a whole balance towards L1.</summary>
    /// <param name="Owner">Who sent it to L1.</param>
    /// <param name="From">The account's index.</param>
    public sealed record ForcedExit(Address Owner, uint From) : QueuedOperation(Owner);

    /// <summary>Replaces a key.</summary>
    /// <param name="Owner">Who sent it to L1.</param>
    /// <param name="From">The account's index.</param>
    /// <param name="Key">The new key.</param>
    public sealed record ForcedKey(Address Owner, uint From, SchnorrPublicKey Key) : QueuedOperation(Owner);
}
