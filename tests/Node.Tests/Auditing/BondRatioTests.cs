using System.Collections.Immutable;
using Plimsoll.L1.Following;
using Plimsoll.Node.Auditing;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Tests.Chain;
using Plimsoll.Solvency.Balances;

namespace Plimsoll.Node.Tests.Auditing;

/// <summary>The bond against everything that it secures, ether or not.</summary>
public sealed class BondRatioTests
{
    private static readonly Dictionary<Address, double> s_priced = new() { [Story.Coin] = 5 };

    [Fact]
    public void Tokens_count_at_their_price_and_ether_at_its_own()
    {
        Assert.Equal(0.1, See(ether: 10_000, coins: 0).BondRatio, 1e-12); // a bond of 1,000
        Assert.Equal(0.1, See(ether: 5_000, coins: 1_000).BondRatio, 1e-12);
        Assert.Equal(0.2, See(ether: 0, coins: 1_000).BondRatio, 1e-12);
        Assert.Equal(double.PositiveInfinity, See(ether: 0, coins: 0).BondRatio);
        Assert.Equal(double.PositiveInfinity, See(ether: 10_000, coins: 0, committers: []).BondRatio); // nothing is open
    }

    [Fact]
    public void A_token_without_a_price_is_named_and_makes_a_new_proposers_bond_unknown()
    {
        Sighting usual = See(ether: 10_000, coins: 1, isPriced: false), stranger = See(ether: 10_000, coins: 1, isPriced: false, committers: [Story.Operator, Story.Alice]);
        Assert.Equal([Story.Coin], usual.Unpriced);
        Assert.Equal(0.1, usual.Observe().BondRatio!.Value, 1e-12);
        Assert.Null(stranger.Observe().BondRatio);
        Assert.Equal(0.1, See(ether: 10_000, coins: 0, isPriced: false, committers: [Story.Operator, Story.Alice]).Observe().BondRatio!.Value, 1e-12); // none of it is held
        Assert.Equal(0.1, See(ether: 5_000, coins: 1_000, committers: [Story.Operator, Story.Alice]).Observe().BondRatio!.Value, 1e-12);
    }

    [Fact]
    public void What_is_too_little_for_the_ether_alone_is_too_little() =>
        Assert.Equal(0.001, See(ether: 1_000_000, coins: 1, isPriced: false, committers: [Story.Operator, Story.Alice]).Observe().BondRatio!.Value, 1e-12);

    private static Sighting See(ulong ether, ulong coins, bool isPriced = true, Address[]? committers = null)
    {
        CommittedBatch[] batches = [.. (committers ?? [Story.Operator]).Select((committer, i) => new CommittedBatch(
            Bytes32.FromUInt256((UInt256)(ulong)(i + 1)), (ulong)i + 1, Story.Identity.Genesis with { Committer = committer }, new BlockId((ulong)i + 1, Bytes32.Zero), 1_000))];
        RollupCut cut = new() { Identity = Story.Identity, Block = new(9, Bytes32.FromUInt256(9)), Time = 1_050, Batches = [.. batches] };
        DerivedBooks books = new((ulong)batches.Length, null, null, ImmutableDictionary<byte, RollupLiabilities>.Empty, true);
        EscrowLine[] escrow = [new(0, Address.Zero, ether, UInt256.Zero, 0), new(1, Story.Coin, coins, UInt256.Zero, 0)];
        return new(cut, books, escrow, null) { Prices = isPriced ? s_priced : [] };
    }
}
