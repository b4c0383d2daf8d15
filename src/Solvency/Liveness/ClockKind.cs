namespace Plimsoll.Solvency.Liveness;

/// <summary>What a rollup does again and again.</summary>
public enum ClockKind
{
    /// <summary>A block of the sequencer.</summary>
    Block,

    /// <summary>A batch of data on L1.</summary>
    Batch,

    /// <summary>A state commitment on L1.</summary>
    Commitment,

    /// <summary>A proof on L1.</summary>
    Proof,

    /// <summary>The commitment that becomes final on L1.</summary>
    Execution,
}
