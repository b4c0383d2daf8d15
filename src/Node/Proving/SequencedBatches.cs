using Plimsoll.Batches;
using Plimsoll.Node.Sequencing;
using Plimsoll.Sequencing;

namespace Plimsoll.Node.Proving;

/// <summary>Signatures from the sequencer of the same process, whose log keeps every batch until it is final.</summary>
public sealed class SequencedBatches(SequencerService sequencer) : ISignedBatches
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<Slot>?> FindAsync(Chain.CommittedBatch batch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return FindAsync(sequencer, batch.Height, cancellationToken);
    }

    internal static Task<IReadOnlyList<Slot>?> FindAsync(SequencerService sequencer, ulong number, CancellationToken cancellationToken) =>
        sequencer.ReadAsync<IReadOnlyList<Slot>?>(it => SlotsOf(it.Batches.FirstOrDefault(own => own.Number == number)), cancellationToken);

    private static Slot[]? SlotsOf(Batch? batch)
    {
        if (batch is not { IsClosed: true })
            return null;
        BatchBuilder builder = new();
        for (int i = 0; i < batch.Terms.QueueItems.Count; i++)
            builder.AddQueued();
        foreach (Submission submission in batch.Operations)
            builder.Add(submission.Operation);
        return builder.Complete(new Fr[builder.SlotCount]);
    }
}
