namespace Plimsoll.State;

/// <summary>Why an operation may not be where it is. Each has its fault in the fraud proofs (F-numbers: docs/spec/faults.md).</summary>
public enum RejectionReason
{
    /// <summary>It may be there.</summary>
    None,

    /// <summary>The kind is none that a user signs, or a pair's second half stands alone (F2, F4, F5).</summary>
    UnknownKind,

    /// <summary>A field that must be zero is not (F3).</summary>
    ReservedFieldNotZero,

    /// <summary>An index is 4^depth or above (F3).</summary>
    IndexOutOfRange,

    /// <summary>The amount is 2^120 or above (F3).</summary>
    AmountTooLarge,

    /// <summary>The new key is not on the curve, or of low order (F8).</summary>
    InvalidKey,

    /// <summary>Valid-until is before the batch's time (F9).</summary>
    Expired,

    /// <summary>There is no account at an index (F13).</summary>
    AccountEmpty,

    /// <summary>Payer and payee hold different tokens (F13).</summary>
    TokensDiffer,

    /// <summary>The legs of a swap are not between the same two owners (F14).</summary>
    OwnersDoNotCross,

    /// <summary>The account has the null key: only L1 can act for it (F15).</summary>
    NullKey,

    /// <summary>The signature is not the key's over this message (F15).</summary>
    WrongSignature,

    /// <summary>The balance is below amount and fee (F16).</summary>
    InsufficientBalance,

    /// <summary>The nonce would pass 2^32 − 1 (F16).</summary>
    NonceExhausted,

    /// <summary>A balance would reach 2^120 (F16).</summary>
    BalanceOverflow,

    /// <summary>The running total of withdrawals would reach 2^128 (F16).</summary>
    WithdrawnOverflow,

    /// <summary>A fee pot would reach 2^120 (F16).</summary>
    PotOverflow,

    /// <summary>The half of the index space that operations open is full (F17).</summary>
    IndexSpaceFull,

    /// <summary>Fees are collected by another than the committer (F18).</summary>
    NotTheCommitter,

    /// <summary>The amount collected is not exactly the pot, or the pot is empty (F18).</summary>
    NotThePot,
}
