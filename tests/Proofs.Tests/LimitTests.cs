using Plimsoll.Batches;
using System.Globalization;
using Plimsoll.Crypto.Curves;
using Plimsoll.State;
using Plimsoll.State.Tests;
using static Plimsoll.State.Tests.Town;

namespace Plimsoll.Proofs.Tests;

/// <summary>States that an honest history does not reach: numbers at their limits, and a half of the indices that is full.</summary>
public sealed class LimitTests
{
    private static readonly Town s_town = new();
    private static readonly SegmentShape s_users = new(Circuits.Depth, slots: 3, DataLayout.Full), s_queue = new(Circuits.Depth, slots: 2, DataLayout.Full);
    private static readonly uint s_alice = s_town.IndexOf(Alice, Euro), s_bob = s_town.IndexOf(Bob, Euro);

    [Theory]
    [InlineData("nonce", "slot 0/first account")]
    [InlineData("payee", "slot 0/second account")]
    public void A_transfer_beyond_a_limit_has_no_witness(string limit, string where)
    {
        RollupState state = StateWith(
            (index, account) => limit == "nonce" && index == s_alice ? account with { Nonce = uint.MaxValue }
                : limit == "payee" && index == s_bob ? account with { Balance = Account.MaxBalance - 9 } : account);
        OperationWord word = s_town.Word(OperationKind.Transfer, Alice, Bob, Euro, 10, fee: 1);
        Assert.StartsWith(where, Violation(state, new(word, Alice.Secret.Sign(OperationMessage.Of(s_town.Context, word, state[s_alice], state[s_bob]).Hash()))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_fee_beyond_the_pots_limit_has_no_witness()
    {
        UserSegment segment = new(new(StateWith((_, account) => account)), s_users, s_town.Context, firstElement: 0);
        segment.AddUnchecked(s_town.Transfer(Alice, Bob, Euro, 10, fee: 1));
        (_, SegmentStatement statement) = segment.Complete(Circuits.Z);
        UserSlotTrace[] traces = segment.Traces();
        traces[0] = traces[0] with { Pot = traces[0].Pot with { Amount = Account.MaxBalance } };
        string[] violation = Circuits.Violation(Circuits.Users(s_users), segment.Circuit(statement, traces))!.Split('#');
        Assert.Equal("slot 0/pot", violation[0]);
        Assert.InRange(int.Parse(violation[1], CultureInfo.InvariantCulture), 0, 120); // the range, which is stated before the path
    }

    [Theory]
    [InlineData(10, null)]
    [InlineData(11, "slot 0/second account")]
    public void Withdrawals_stop_at_their_limit(uint amount, string? where)
    {
        RollupState state = StateWith((index, account) => index == s_alice ? account with { Withdrawn = UInt128.MaxValue - 10 } : account);
        OperationWord word = s_town.Word(OperationKind.Withdraw, Alice, Alice, Euro, amount) with { To = 0 };
        string? violation = Violation(state, new(word, Alice.Secret.Sign(OperationMessage.Of(s_town.Context, word, state[s_alice], default).Hash())));
        Assert.Equal(where, violation?.Split('#')[0]);
    }

    [Fact]
    public void An_open_without_room_has_no_witness()
    {
        RollupState state = StateWith((_, account) => account, opened: s_town.State.Capacity / 2);
        uint next = state.Opened;
        UserSegment segment = new(new(state), s_users, s_town.Context, firstElement: 0);
        segment.AddUnchecked(s_town.Open(Carol, Euro, 50, Alice));
        (_, SegmentStatement statement) = segment.Complete(Circuits.Z);
        UserSlotTrace[] traces = segment.Traces();
        Account opened = new(Alice.Owner, Euro, 0, 0, 0, Alice.Key);
        traces[1] = traces[1] with { Second = traces[1].Second with { Index = next, Account = opened } };
        Assert.StartsWith("slot 1/second account", Circuits.Violation(Circuits.Users(s_users), segment.Circuit(statement, traces)), StringComparison.Ordinal);
    }

    public static TheoryData<string, bool> QueuedAtLimits => new()
    {
        { "everything to oneself", true },
        { "nonce", false },
        { "payee", false },
        { "exit that fits", true },
        { "exit that does not", false },
        { "deposit that fits", true },
        { "deposit that does not", true },
    };

    [Theory]
    [MemberData(nameof(QueuedAtLimits))]
    public void An_item_at_a_limit_is_applied_or_void_as_in_the_state_transition(string limit, bool applies)
    {
        (Func<uint, Account, Account> change, QueuedOperation item) = limit switch
        {
            "everything to oneself" => (At(s_bob, a => a with { Balance = Account.MaxBalance }), new QueuedOperation.ForcedTransfer(Bob.Owner, s_bob, s_bob, Account.MaxBalance)),
            "nonce" => (At(s_bob, a => a with { Nonce = uint.MaxValue }), new QueuedOperation.ForcedTransfer(Bob.Owner, s_bob, s_alice, 1)),
            "payee" => (At(s_alice, a => a with { Balance = Account.MaxBalance }), new QueuedOperation.ForcedTransfer(Bob.Owner, s_bob, s_alice, 1)),
            "exit that fits" => (At(s_bob, a => a with { Withdrawn = UInt128.MaxValue - 1_000 }), new QueuedOperation.ForcedExit(Bob.Owner, s_bob)),
            "exit that does not" => (At(s_bob, a => a with { Withdrawn = UInt128.MaxValue - 999 }), new QueuedOperation.ForcedExit(Bob.Owner, s_bob)),
            "deposit that fits" => (At(s_bob, a => a with { Balance = Account.MaxBalance - 5 }), new QueuedOperation.Deposit(Bob.Owner, Euro, 5, s_bob, default)),
            _ => (At(s_bob, a => a with { Balance = Account.MaxBalance - 5 }), (QueuedOperation)new QueuedOperation.Deposit(Bob.Owner, Euro, 6, s_bob, default)),
        };
        RollupState reference = StateWith(change);
        Assert.Equal(applies, StateTransition.ApplyQueued(reference, item));
        reference.Commit();
        (ICircuit circuit, SegmentStatement statement, _) = Queued(StateWith(change), item);
        Assert.Equal(reference.Root, statement.PostRoot);
        Assert.Null(Circuits.Violation(Circuits.Queue(s_queue), circuit));
    }

    [Fact]
    public void A_forced_transfer_to_oneself_cannot_be_called_void()
    {
        RollupState state = StateWith(At(s_bob, a => a with { Balance = Account.MaxBalance }));
        (_, SegmentStatement statement, QueueSegment segment) = Queued(state, new QueuedOperation.ForcedTransfer(Bob.Owner, s_bob, s_bob, Account.MaxBalance));
        QueueSlotTrace[] traces = segment.Traces();
        traces[0] = traces[0] with { Second = traces[0].First };
        Assert.StartsWith("slot 0/second account", Circuits.Violation(
            Circuits.Queue(s_queue), segment.Circuit(statement with { PostRoot = statement.PreRoot }, traces)), StringComparison.Ordinal);
    }

    private static Func<uint, Account, Account> At(uint place, Func<Account, Account> change) => (index, account) => index == place ? change(account) : account;

    private static (ICircuit Circuit, SegmentStatement Statement, QueueSegment Segment) Queued(RollupState state, QueuedOperation item)
    {
        QueueSegment segment = new(new(state), s_queue, Fr.Zero, firstElement: 0);
        JubjubAffine noKey = default;
        segment.Add(item, noKey, QueueChain.After(Fr.Zero, item, noKey));
        (ICircuit circuit, SegmentStatement statement) = segment.Complete(Circuits.Z);
        return (circuit, statement, segment);
    }

    private static string? Violation(RollupState state, in Operation operation)
    {
        UserSegment segment = new(new(state), s_users, s_town.Context, firstElement: 0);
        segment.AddUnchecked(operation);
        return Circuits.Violation(Circuits.Users(s_users), segment.Complete(Circuits.Z).Circuit);
    }

    // The town with some accounts changed, and strangers in the lower half.
    private static RollupState StateWith(Func<uint, Account, Account> change, uint opened = 0)
    {
        IEnumerable<Account> strangers = Enumerable.Repeat(new Account(AddressOf(0x77), Share, 0, 1, 0, default), (int)opened);
        (uint Index, Account Account)[] people = [.. s_town.State.Accounts()];
        return RollupState.Restore(
            Circuits.Depth, opened, s_town.State.Deposited, strangers.Concat(people.Select(entry => change(entry.Index, entry.Account))), pots: []);
    }
}
