namespace Plimsoll.Solvency.Risk;

/// <summary>How a claim on a rollup can fail. Numbers are those of docs/spec/risk.md#failure-modes and of metric labels.</summary>
public enum FailureMode
{
    /// <summary>An invalid state is accepted: proof system or dispute fails.</summary>
    InvalidState = 1,

    /// <summary>The message or escrow contract has a bug.</summary>
    EscrowBug = 2,

    /// <summary>Keys or an upgrade path are abused.</summary>
    KeyCompromise = 3,

    /// <summary>Data is withheld, so that nobody can prove what they own.</summary>
    DataWithholding = 4,

    /// <summary>The sequencer stops.</summary>
    SequencerHalt = 5,

    /// <summary>Nobody proposes or proves.</summary>
    ProverHalt = 6,

    /// <summary>Somebody in particular is left out.</summary>
    Censorship = 7,

    /// <summary>A guardian pauses.</summary>
    GuardianPause = 8,

    /// <summary>A bridge of somebody else's, which minted the token, fails.</summary>
    TokenBridge = 9,

    /// <summary>L1 is too full or too expensive to get out in time.</summary>
    L1Congestion = 10,
}
