using Plimsoll.Primitives;
using Plimsoll.Solvency.Balances;
using Plimsoll.State;
using Plimsoll.State.Tests;
using static Plimsoll.State.Tests.Town;

namespace Plimsoll.Solvency.Tests.Balances;

/// <summary>The right side of iSOL-001, counted from a real state.</summary>
public sealed class RollupLiabilitiesTests
{
    private static readonly Dictionary<ClaimKey, UInt128> s_none = [];

    [Fact]
    public void Everything_that_went_in_is_owed_whatever_happened_to_it() // iSOL-001
    {
        Town town = new();
        Assert.Equal(RejectionReason.None, town.Apply(town.Transfer(Alice, Bob, Euro, 10, 3)));
        Assert.Equal(RejectionReason.None, town.Apply(town.Withdraw(Bob, Euro, 20, 1)));
        Assert.Equal(RejectionReason.None, town.Apply(town.Open(Carol, Euro, 50, Alice, 1)));
        QueuedOperation[] queue = [new QueuedOperation.Deposit(Alice.Owner, Euro, 500, 0, Alice.Key), new QueuedOperation.ForcedExit(Bob.Owner, 1)];
        RollupLiabilities euro = RollupLiabilities.Of(town.State, s_none, queue)[Euro], share = RollupLiabilities.Of(town.State, s_none, queue)[Share];
        Assert.Equal((UInt256)5, euro.Pots);
        Assert.Equal((UInt256)20, euro.Unclaimed);
        Assert.Equal((UInt256)500, euro.Queued);
        Assert.Equal((UInt256)4_000, euro.Balances + euro.Pots + euro.Unclaimed);
        Assert.Equal((UInt256)4_000, share.Balances);
        TokenBalance line = euro.With("euro", 4_500, UInt256.Zero);
        Assert.Equal(10_000, line.CoverageBps);
        Assert.True(euro.With("euro", 4_498, UInt256.Zero).IsBreached(0));
        Assert.True(euro.With("euro", 4_500, 2).IsBreached(0)); // promised by the hub and not yet paid
    }

    [Fact]
    public void What_was_claimed_is_owed_no_more()
    {
        Town town = new();
        town.Apply(town.Withdraw(Bob, Euro, 20));
        ClaimKey bob = new(town.IndexOf(Bob, Euro), Bob.Owner, Euro);
        Assert.Equal((UInt256)5, Of(15).Unclaimed);
        Assert.True(Of(15).OverClaimed.IsZero);
        Assert.Equal((UInt256)3, Of(23).OverClaimed);
        Assert.True(Of(23).Unclaimed.IsZero);

        RollupLiabilities Of(UInt128 claimed) => RollupLiabilities.Of(town.State, new Dictionary<ClaimKey, UInt128> { [bob] = claimed }, [])[Euro];
    }

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(0, 1, 0)]
    [InlineData(0, 0, 1)]
    public void A_claim_that_fits_no_account_was_paid_for_nothing(uint otherIndex, byte otherOwner, byte otherToken)
    {
        Town town = new();
        town.Apply(town.Withdraw(Bob, Euro, 20));
        ClaimKey wrong = new(town.IndexOf(Bob, Euro) - otherIndex, otherOwner == 0 ? Bob.Owner : AddressOf(0x77), (byte)(Euro + 5 * otherToken));
        SortedDictionary<byte, RollupLiabilities> sums = RollupLiabilities.Of(town.State, new Dictionary<ClaimKey, UInt128> { [wrong] = 20 }, []);
        Assert.Equal((UInt256)20, sums[wrong.Token].OverClaimed);
        Assert.Equal((UInt256)20, sums[Euro].Unclaimed);
    }

    [Fact]
    public void After_a_freeze_claims_reach_the_balance()
    {
        Town town = new();
        town.Apply(town.Withdraw(Bob, Euro, 20));
        ClaimKey bob = new(town.IndexOf(Bob, Euro), Bob.Owner, Euro);
        Dictionary<ClaimKey, UInt128> escaped = new() { [bob] = 1_000 };
        RollupLiabilities open = RollupLiabilities.Of(town.State, escaped, [])[Euro], frozen = RollupLiabilities.Of(town.State, escaped, [], isFrozen: true)[Euro];
        Assert.Equal((UInt256)980, open.OverClaimed);
        Assert.True(frozen.OverClaimed.IsZero);
        Assert.Equal((UInt256)3_000, frozen.Unclaimed);
        Assert.True(frozen.Balances.IsZero);
    }
}
