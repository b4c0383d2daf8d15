namespace Plimsoll.Node.Exits;

/// <summary>How far a withdrawal is on its way out.</summary>
public enum WithdrawalStage
{
    /// <summary>Paid to its recipient, or set aside for one who could not be paid.</summary>
    Paid,

    /// <summary>Claimed, and in its token's line until the outflow quota reaches it.</summary>
    Waiting,

    /// <summary>Final: one transaction by anybody pays it.</summary>
    Claimable,

    /// <summary>Its batch's window is over: one transaction by anybody makes it final.</summary>
    Finalisable,

    /// <summary>In a batch on L1 that can still be disputed.</summary>
    Committed,

    /// <summary>Promised by the sequencer, and in no batch on L1 yet.</summary>
    SoftConfirmed,
}
