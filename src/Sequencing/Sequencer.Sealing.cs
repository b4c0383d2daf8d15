using Plimsoll.Batches;
using Plimsoll.State;

namespace Plimsoll.Sequencing;

/// <content>From closed batches to sealed ones, to released ones; and back.</content>
public sealed partial class Sequencer
{
    /// <summary>Whether a closed batch is not sealed yet.</summary>
    public bool HasUnsealed => UnhashedSlots > 0;

    /// <summary>Slots of the oldest closed batch that are not hashed yet.</summary>
    public int UnhashedSlots => FindUnsealed() is { IsClosed: true } batch ? batch.SlotCount - batch.SlotsHashed : 0;

    /// <summary>Hashes the oldest closed batch that is not sealed, or a part of it.</summary>
    /// <param name="maxSlots">How many slots at most: between two calls, operations can be taken.</param>
    /// <param name="parallel">Whether to use both cores, or all there are.</param>
    /// <returns>The batch when its last slot is hashed, else null.</returns>
    public SealedBatch? Seal(int maxSlots = int.MaxValue, bool parallel = false)
    {
        if (FindUnsealed() is not { IsClosed: true } batch)
            return null;
        Fr[] roots = batch.Roots ??= new Fr[batch.SlotCount];
        int slots = Math.Min(maxSlots, roots.Length - batch.SlotsHashed);
        _state.Commit(slots, roots.AsSpan(batch.SlotsHashed), parallel);
        batch.SlotsHashed += slots;
        if (batch.SlotsHashed < roots.Length)
            return null;

        BatchBuilder builder = new();
        for (int i = 0; i < batch.Terms.QueueItems.Count; i++)
            builder.AddQueued();
        foreach (Submission submission in batch.Operations)
            builder.Add(submission.Operation);
        batch.Roots = null;
        batch.NewRoot = roots[^1];
        return new(
            batch.Number, _settings.ContextAt(batch.Terms.BatchTime), roots[^1], batch.Terms.QueueItems.Count, batch.QueueEnd, batch.SequenceEnd, builder.Complete(roots));
    }

    /// <summary>Gives up the possibility to take a batch back, and all before it: L1 will not let go of them any more.</summary>
    /// <returns>The accounts that they changed, with what they held after the last of them: what a checkpoint writes.</returns>
    /// <exception cref="ArgumentException">The batch is unknown, or not sealed.</exception>
    public Release Release(ulong number)
    {
        int count = _batches.FindIndex(batch => batch.Number == number) + 1;
        if (count == 0 || _batches[count - 1].NewRoot is not { } root)
            throw new ArgumentException($"Batch {number} is not sealed here.", nameof(number));
        Batch batch = _batches[count - 1];
        Release release = new(
            new(number, batch.Terms.BatchTime, batch.QueueEnd, batch.SequenceEnd), root, _state.ChangesBetween(_batches[0].Start, batch.End));
        foreach (Batch released in _batches.Take(count))
            Forget(released);
        _state.Forget(batch.End);
        _batches.RemoveRange(0, count);
        _base = release.Position;
        return release;
    }

    /// <summary>Takes batches back: from a number on, they never were.</summary>
    /// <remarks>For a batch that L1 dropped or lost in a reorg, and for queue items that have changed. What was confirmed comes back to be executed anew.</remarks>
    /// <param name="number">The first batch to go.</param>
    /// <returns>The users' operations that were in them, in order.</returns>
    /// <exception cref="ArgumentException">The batch is unknown: it was released, or never opened.</exception>
    public IReadOnlyList<Submission> Rewind(ulong number)
    {
        int first = _batches.FindIndex(batch => batch.Number == number);
        if (first < 0)
            throw new ArgumentException($"Batch {number} is not here.", nameof(number));
        _state.Unwind(_batches[first].Start);
        List<Submission> operations = [];
        foreach (Batch batch in _batches.Skip(first))
        {
            Forget(batch);
            operations.AddRange(batch.Operations.Where(IsUsers));
        }

        _batches.RemoveRange(first, _batches.Count - first);
        _inBlocks = 0;
        return operations;
    }

    private Batch? FindUnsealed() => _batches.Find(batch => batch.NewRoot is null);

    private void Forget(Batch batch)
    {
        foreach (Submission submission in batch.Operations.Where(IsUsers))
            _taken.Remove((submission.From, submission.Nonce));
    }

    private static bool IsUsers(Submission submission) => submission.Operation.Word.Kind != OperationKind.Collect;
}
