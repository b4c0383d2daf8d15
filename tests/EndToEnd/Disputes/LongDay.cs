using Plimsoll.Batches;
using Plimsoll.State;
using Plimsoll.State.Tests;
using static Plimsoll.State.Tests.Town;

namespace Plimsoll.EndToEnd.Disputes;

/// <summary>A correct batch over two blobs: transfers, transfers to oneself, and swaps between accounts that meet again and again.</summary>
internal static class LongDay
{
    public const int SlotCount = FullLayout.SlotsPerBlob + 4;

    /// <summary>Slots that end or begin a blob or the batch, and a transfer to oneself and a swap.</summary>
    public static readonly int[] Corners = [0, 1, 2, FullLayout.SlotsPerBlob - 1, FullLayout.SlotsPerBlob, FullLayout.SlotsPerBlob + 1, SlotCount - 1];

    /// <summary>Makes it; what is done to the slots comes before they are packed.</summary>
    public static Dispute Make(Action<Slot[]>? spoil = null)
    {
        Town town = new();
        BatchBuilder builder = new();
        for (int round = 0; builder.SlotCount < SlotCount; round++)
        {
            Add(town.Transfer(round % 2 == 0 ? Alice : Bob, round % 2 == 0 ? Bob : Alice, Euro, 5));
            Add(town.Transfer(Carol, Carol, Share, 1_000));
            Add(round % 2 == 0 ? town.Swap(Alice, Euro, 3, Bob, Share, 2) : town.Swap(Bob, Euro, 3, Alice, Share, 2));
        }

        Fr[] roots = new Fr[town.State.PendingSlots];
        town.State.Commit(roots);
        Slot[] slots = builder.Complete(roots);
        BatchInput input = new(town.Context, slots.Length, town.State.Root, []);
        spoil?.Invoke(slots);
        return new(() => new Town().State, input, FullLayout.Pack(slots), []);

        void Add(Operation operation)
        {
            Assert.Equal(RejectionReason.None, town.Apply(operation));
            builder.Add(operation);
        }
    }
}
