using Plimsoll.Batches;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Proving;
using Plimsoll.Proofs;
using CommittedBatch = Plimsoll.Node.Chain.CommittedBatch;

namespace Plimsoll.Node.Tests.Proving;

/// <summary>The state before a batch is that before the last one and one batch more.</summary>
public sealed class PreStateTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_one_batch_to_the_next_each_slot_is_derived_once_and_the_witness_leaves_the_state_as_it_was()
    {
        await using CompactRollup rollup = await CompactRollup.OpenAsync(batches: 3);
        ChainDeriver kept = new(CompactRollup.Identity, rollup.Blobs);
        foreach (CommittedBatch batch in rollup.Cut.Batches)
        {
            await kept.AdvanceAsync(rollup.Cut, batch.Height - 1, cancellationToken: Cancellation);
            Assert.Equal(8 * ((long)batch.Height - 1), kept.Slots);
            BatchWitness witness = await MakeAsync(rollup, batch, kept);
            Assert.Equal(rollup.Cut.HeaderAt(batch.Height - 1).NewRoot, kept.State.Root);
            ChainDeriver anew = new(CompactRollup.Identity, rollup.Blobs);
            await anew.AdvanceAsync(rollup.Cut, batch.Height - 1, cancellationToken: Cancellation);
            Assert.Equal((await MakeAsync(rollup, batch, anew)).Point, witness.Point); // z depends on everything that is proven
        }
    }

    [Fact]
    public async Task A_gap_is_derived_and_a_reorg_taken_back()
    {
        await using CompactRollup rollup = await CompactRollup.OpenAsync(batches: 3);
        ChainDeriver kept = new(CompactRollup.Identity, rollup.Blobs);
        await kept.AdvanceAsync(rollup.Cut, 2, cancellationToken: Cancellation);
        Assert.Equal(16, kept.Slots);
        await MakeAsync(rollup, rollup.Cut.Batches[2], kept);
        RollupCut before = rollup.Cut with { Batches = [.. rollup.Cut.Batches.Take(1)] };
        await kept.AdvanceAsync(before, 1, cancellationToken: Cancellation);
        Assert.Equal((rollup.First.Header.NewRoot, 16L), (kept.State.Root, kept.Slots));
        await MakeAsync(rollup, rollup.Cut.Batches[1], kept);
        await kept.AdvanceAsync(rollup.Cut, 3, cancellationToken: Cancellation);
        Assert.Equal((rollup.Cut.Head.NewRoot, 32L), (kept.State.Root, kept.Slots));
    }

    private static async Task<BatchWitness> MakeAsync(CompactRollup rollup, CommittedBatch batch, ChainDeriver deriver)
    {
        IReadOnlyList<Slot>? slots = await new SequencedBatches(rollup.Bank.Sequencer).FindAsync(batch, Cancellation);
        Assert.Equal(
            WitnessRefusal.None,
            BatchWitnesses.TryMake(rollup.Cut, batch, deriver.State, CompactRollup.Circuits, slots!, rollup.ElementsOf(batch), out BatchWitness? witness));
        return witness!;
    }
}
