using Plimsoll.Batches;
using Plimsoll.State;
using Plimsoll.State.Tests;
using static Plimsoll.State.Tests.Town;

namespace Plimsoll.Proofs.Tests;

/// <summary>Each kind of operation: the circuit takes it, and its root is that of C# (iSTF-001).</summary>
public sealed class UserSlotTests
{
    public static TheoryData<string> Kinds => ["transfer", "transfer to oneself", "withdraw", "swap", "swap between the same accounts", "open", "open of nothing", "change of key", "collect"];

    private static readonly SegmentShape s_full = new(Circuits.Depth, slots: 3, DataLayout.Full), s_compact = new(Circuits.Depth, slots: 3, DataLayout.Compact, topLevels: 2);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_operation_leads_to_the_root_of_the_state_transition(string kind)
    {
        foreach (SegmentShape shape in (SegmentShape[])[s_full, s_compact])
        {
            Town town = new();
            (Fr expected, Operation operation) = (default, OperationOf(town, kind));
            Town reference = new();
            if (kind == "collect")
            {
                Operation paid = reference.Transfer(Alice, Bob, Euro, 1, fee: 9);
                Assert.Equal(RejectionReason.None, reference.Apply(paid));
            }

            Assert.Equal(RejectionReason.None, reference.Apply(OperationOf(reference, kind)));
            reference.State.Commit();
            expected = reference.State.Root;

            UserSegment segment = new(new(town.State), shape, town.Context, firstElement: 4 * 1022);
            if (kind == "collect")
                Assert.Equal(RejectionReason.None, segment.Add(town.Transfer(Alice, Bob, Euro, 1, fee: 9)));
            Assert.Equal(RejectionReason.None, segment.Add(operation));
            (ICircuit circuit, SegmentStatement statement) = segment.Complete(Circuits.Z);
            Assert.Equal(expected, statement.PostRoot);
            Assert.Null(Circuits.Violation(Circuits.Users(shape), circuit));
        }
    }

    internal static Operation OperationOf(Town town, string kind) => kind switch
    {
        "transfer" => town.Transfer(Alice, Bob, Euro, 10, fee: 3),
        "transfer to oneself" => town.Transfer(Alice, Alice, Euro, 10, fee: 3),
        "withdraw" => town.Withdraw(Bob, Share, 20, fee: 1),
        "swap" => town.Swap(Alice, Euro, 100, Bob, Share, 7),
        "swap between the same accounts" => town.Swap(Alice, Euro, 100, Bob, Euro, 7),
        "open" => town.Open(Carol, Euro, 50, Alice, fee: 1),
        "open of nothing" => town.Open(Carol, Euro, 0, Alice),
        "change of key" => town.ChangeKey(Carol, Share, Alice.Secret),
        _ => town.Collect(Operator, Euro, 9),
    };
}
