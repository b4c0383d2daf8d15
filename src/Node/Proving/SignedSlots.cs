using Plimsoll.Batches;
using Plimsoll.Node.Chain;
using Plimsoll.State;

namespace Plimsoll.Node.Proving;

/// <summary>What L1 says of slots that somebody hands out with signatures. Pure.</summary>
public static class SignedSlots
{
    /// <summary>Requires that slots are the batch's but for their signatures, which L1 does not hold.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="published">Its slots as its <c>compact</c> blobs hold them.</param>
    /// <param name="slots">What was handed out.</param>
    /// <exception cref="SignaturesRefusedException">They are another batch's.</exception>
    public static void RequireWordsOf(CommittedBatch batch, ReadOnlySpan<Slot> published, IReadOnlyList<Slot> slots)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(slots);
        if (slots.Count != published.Length)
            throw new SignaturesRefusedException(SignatureRefusal.OtherBatch, batch.Height, $"{slots.Count} slots, and the batch has {published.Length}.");
        for (int i = 0; i < published.Length; i++)
        {
            if (slots[i].W != published[i].W || IsExtension(published[i].W) && (slots[i].X != published[i].X || slots[i].Y != published[i].Y))
                throw new SignaturesRefusedException(SignatureRefusal.OtherBatch, batch.Height, $"slot {i} is not what L1 holds.");
        }
    }

    /// <summary>Requires that a batch whose operations were rejected with some signatures is wrong without them, too: else they are what is wrong.</summary>
    /// <param name="cut">A cut on whose chain the batch is.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="state">The committed state before it; it is left as it was.</param>
    /// <param name="elements">Its blobs' elements.</param>
    /// <exception cref="SignaturesRefusedException">The batch follows from L1's words.</exception>
    public static void RequireFaultOf(RollupCut cut, CommittedBatch batch, RollupState state, ReadOnlySpan<Fr> elements)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(state);
        StateMark before = state.Mark();
        if (Derivation.DeriveCompact(state, BatchReader.InputOf(cut, batch), elements, parallel: true) is not null)
            return;
        state.Unwind(before);
        state.Commit(parallel: true);
        throw new SignaturesRefusedException(SignatureRefusal.WrongSignature, batch.Height, "one of them is wrong, or was never given.");
    }

    // An extension's elements are its key, and on L1.
    private static bool IsExtension(in Fr w) => OperationWord.TryFromField(w, out OperationWord word) && word.Kind == OperationKind.Extension;
}
