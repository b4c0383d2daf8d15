namespace Plimsoll.Sequencing;

/// <summary>What was executed and waits for L1.</summary>
/// <param name="Slots">Slots of batches that L1 does not hold, the open one's included.</param>
/// <param name="Still">Seconds of L1 time since L1 took a batch, while a closed one was waiting to be committed: 0 where none waits.</param>
/// <param name="Capacity">Slots a second that L1 took while it could have taken more; null while that was never so.</param>
public readonly record struct Backlog(int Slots, uint Still, double? Capacity)
{
    /// <summary>Seconds of L1 time that the oldest committed batch which lacks proofs waits for them; 0 where none does.</summary>
    public uint Unproven { get; init; }
}
