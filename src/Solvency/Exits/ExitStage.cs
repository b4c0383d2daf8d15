namespace Plimsoll.Solvency.Exits;

/// <summary>A part of the way out of a rollup.</summary>
public enum ExitStage
{
    /// <summary>From the user's transaction to a block.</summary>
    Inclusion,

    /// <summary>From the block to its batch on L1.</summary>
    Batch,

    /// <summary>From the batch to the state commitment; 0 where the batch carries it.</summary>
    Commitment,

    /// <summary>From the commitment to the end of proof or challenge window.</summary>
    Challenge,

    /// <summary>From there to what contracts call final.</summary>
    Finality,

    /// <summary>From final to the money on L1.</summary>
    Claim,
}
