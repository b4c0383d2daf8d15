namespace Plimsoll.Sequencing;

/// <summary>Why the sequencer does not take an operation.</summary>
public enum Refusal
{
    /// <summary>It was taken.</summary>
    None,

    /// <summary>The bytes are no submission.</summary>
    Malformed,

    /// <summary>A rule of the state transition says no; <see cref="Outcome.Rule"/> says which.</summary>
    Rule,

    /// <summary>Only the sequencer collects fees.</summary>
    NotForUsers,

    /// <summary>The nonce is behind the account's: another operation took it.</summary>
    NonceUsed,

    /// <summary>The nonce is ahead of the account's: an operation before it is missing.</summary>
    NonceAhead,

    /// <summary>The same operation was taken before; <see cref="Outcome.Slot"/> says where.</summary>
    Duplicate,

    /// <summary>The fee is below what is asked for this token.</summary>
    FeeTooLow,

    /// <summary>Valid-until is too near: the batch may have to be built anew with a later time.</summary>
    ExpiresTooSoon,

    /// <summary>More is waiting than L1 can carry; later it may be taken.</summary>
    Busy,
}
