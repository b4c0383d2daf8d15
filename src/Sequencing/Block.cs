namespace Plimsoll.Sequencing;

/// <summary>The operations that were taken since the block before: what is persisted, and confirmed, at once.</summary>
/// <param name="Number">Counts blocks of this sequencer.</param>
/// <param name="Batch">The batch that they are in.</param>
/// <param name="FirstSlot">The number of the first one's slot among all user slots of the rollup.</param>
/// <param name="Operations">In order.</param>
public sealed record Block(ulong Number, ulong Batch, ulong FirstSlot, IReadOnlyList<Submission> Operations);
