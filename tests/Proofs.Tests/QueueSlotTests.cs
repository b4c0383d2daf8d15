using Plimsoll.Batches;
using Plimsoll.Crypto.Curves;
using Plimsoll.State;
using Plimsoll.State.Tests;
using static Plimsoll.State.Tests.Town;

namespace Plimsoll.Proofs.Tests;

/// <summary>Each kind of queued item, applied and void: the circuit takes it, and root and chain are those of C# (iSTF-001).</summary>
public sealed class QueueSlotTests
{
    private static readonly SegmentShape s_full = new(Circuits.Depth, slots: 2, DataLayout.Full), s_compact = new(Circuits.Depth, slots: 2, DataLayout.Compact, topLevels: 2);

    internal static readonly IReadOnlyDictionary<string, Func<Town, (QueuedOperation Item, JubjubAffine Published, bool Applies)>> All = new Dictionary<string, Func<Town, (QueuedOperation, JubjubAffine, bool)>>
    {
        ["deposit that credits"] = t => (new QueuedOperation.Deposit(Alice.Owner, Euro, 5, t.IndexOf(Alice, Euro), default), default, true),
        ["deposit that credits under its key"] = t => (new QueuedOperation.Deposit(Alice.Owner, Euro, 5, t.IndexOf(Alice, Euro), Alice.Key), Alice.Secret.Published, true),
        ["deposit with another key"] = t => (new QueuedOperation.Deposit(Alice.Owner, Euro, 5, t.IndexOf(Alice, Euro), Bob.Key), Bob.Secret.Published, true),
        ["deposit to another's account"] = t => (new QueuedOperation.Deposit(Alice.Owner, Euro, 5, t.IndexOf(Bob, Euro), default), default, true),
        ["deposit of another token"] = t => (new QueuedOperation.Deposit(Alice.Owner, 7, 5, t.IndexOf(Alice, Euro), default), default, true),
        ["deposit beyond the tree"] = t => (new QueuedOperation.Deposit(Alice.Owner, Euro, 5, t.State.Capacity + t.IndexOf(Alice, Euro), default), default, true),
        ["deposit that would overflow"] = t => (new QueuedOperation.Deposit(Alice.Owner, Euro, Account.MaxBalance, t.IndexOf(Alice, Euro), default), default, true),
        ["forced transfer"] = t => (new QueuedOperation.ForcedTransfer(Bob.Owner, t.IndexOf(Bob, Share), t.IndexOf(Carol, Share), 30), default, true),
        ["forced transfer of everything to oneself"] = t => (new QueuedOperation.ForcedTransfer(Bob.Owner, t.IndexOf(Bob, Share), t.IndexOf(Bob, Share), 1_000), default, true),
        ["forced transfer of too much"] = t => (new QueuedOperation.ForcedTransfer(Bob.Owner, t.IndexOf(Bob, Share), t.IndexOf(Carol, Share), 1_001), default, false),
        ["forced transfer to another token"] = t => (new QueuedOperation.ForcedTransfer(Bob.Owner, t.IndexOf(Bob, Share), t.IndexOf(Carol, Euro), 30), default, false),
        ["forced transfer to nobody"] = t => (new QueuedOperation.ForcedTransfer(Bob.Owner, t.IndexOf(Bob, Share), 3, 30), default, false),
        ["forced transfer beyond the tree"] = t => (new QueuedOperation.ForcedTransfer(Bob.Owner, t.IndexOf(Bob, Share), t.State.Capacity + t.IndexOf(Carol, Share), 30), default, false),
        ["forced transfer of another's"] = t => (new QueuedOperation.ForcedTransfer(Alice.Owner, t.IndexOf(Bob, Share), t.IndexOf(Carol, Share), 30), default, false),
        ["forced exit"] = t => (new QueuedOperation.ForcedExit(Carol.Owner, t.IndexOf(Carol, Euro)), default, true),
        ["forced exit of another's"] = t => (new QueuedOperation.ForcedExit(Carol.Owner, t.IndexOf(Bob, Euro)), default, false),
        ["forced exit of nobody's"] = _ => (new QueuedOperation.ForcedExit(Carol.Owner, 5), default, false),
        ["forced key"] = t => (new QueuedOperation.ForcedKey(Carol.Owner, t.IndexOf(Carol, Euro), Bob.Key), Bob.Secret.Published, true),
        ["forced key of another's"] = t => (new QueuedOperation.ForcedKey(Carol.Owner, t.IndexOf(Bob, Euro), Bob.Key), Bob.Secret.Published, false),
    };

    public static TheoryData<string> Items => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Items))]
    public void An_item_leads_to_the_root_and_the_link_that_follow(string name)
    {
        foreach (SegmentShape shape in (SegmentShape[])[s_full, s_compact])
        {
            Town town = new(), reference = new();
            (QueuedOperation item, JubjubAffine published, bool applies) = All[name](town);
            Assert.Equal(applies, StateTransition.ApplyQueued(reference.State, item));
            reference.State.Commit();

            Fr link = Fr.FromUInt64(77), after = QueueChain.After(link, item, published);
            QueueSegment segment = new(new(town.State), shape, link, firstElement: 0);
            segment.Add(item, published, after);
            (ICircuit circuit, SegmentStatement statement) = segment.Complete(Circuits.Z);
            Assert.Equal((reference.State.Root, after), (statement.PostRoot, statement.After));
            Assert.Null(Circuits.Violation(Circuits.Queue(shape), circuit));
        }
    }
}
