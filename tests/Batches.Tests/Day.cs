using Plimsoll.State;
using Plimsoll.State.Tests;
using static Plimsoll.State.Tests.Town;

namespace Plimsoll.Batches.Tests;

/// <summary>A batch with every kind of slot in it, and ways to spoil it.</summary>
internal sealed class Day
{
    public const int Deposit = 0, Transfer = 3, Withdraw = 4, SwapA = 5, SwapB = 6, Open = 7, OpenExt = 8, Key = 9, KeyExt = 10, Collect = 11, SlotCount = 12;

    private readonly int _depth;

    public Day(int depth = Town.Depth)
    {
        _depth = depth;
        Town town = new(depth);
        BatchBuilder builder = new();
        foreach (QueuedOperation item in Queue(town))
        {
            StateTransition.ApplyQueued(town.State, item);
            builder.AddQueued();
        }

        Add(town.Transfer(Alice, Bob, Euro, 10, 3));
        Add(town.Withdraw(Bob, Euro, 20));
        Add(town.Swap(Alice, Euro, 100, Bob, Share, 7));
        Add(town.Open(Carol, Euro, 50, Alice, 1));
        Add(town.ChangeKey(Carol, Share, Alice.Secret));
        Add(town.Collect(Operator, Euro, 4));

        Fr[] roots = new Fr[town.State.PendingSlots];
        town.State.Commit(roots);
        Slots = builder.Complete(roots);
        Input = new(town.Context, Slots.Length, town.State.Root, Queue(town));

        void Add(Operation operation)
        {
            Assert.Equal(RejectionReason.None, town.Apply(operation));
            builder.Add(operation);
        }
    }

    public Slot[] Slots { get; }

    public BatchInput Input { get; set; }

    /// <summary>The state of the parent.</summary>
    public Town Parent => new(_depth);

    public static List<QueuedOperation> Queue(Town town) =>
    [
        new QueuedOperation.Deposit(Alice.Owner, Euro, 500, town.IndexOf(Alice, Euro), Alice.Key),
        new QueuedOperation.ForcedTransfer(Bob.Owner, town.IndexOf(Bob, Share), town.IndexOf(Carol, Share), 30),
        new QueuedOperation.ForcedExit(Bob.Owner, town.IndexOf(Alice, Euro)), // void: not his
    ];

    public void Word(int slot, Func<OperationWord, OperationWord> change)
    {
        Assert.True(OperationWord.TryFromField(Slots[slot].W, out OperationWord word));
        Slots[slot] = Slots[slot] with { W = change(word).ToField() };
    }

    public Fault? Derive(RootCheck roots = RootCheck.EverySlot) => Derive(FullLayout.Pack(Slots), roots);

    public Fault? Derive(Fr[] elements, RootCheck roots = RootCheck.EverySlot)
    {
        RollupState state = Parent.State;
        Fr before = state.Root;
        Fault? fault = Derivation.Derive(state, Input, elements, roots: roots);
        Assert.Equal(fault is null ? Input.NewRoot : before, state.Root);
        return fault;
    }
}
