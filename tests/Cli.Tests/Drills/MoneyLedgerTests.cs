using CsCheck;
using Plimsoll.Cli.Drills;

namespace Plimsoll.Cli.Tests.Drills;

public sealed class MoneyLedgerTests
{
    private static readonly Gen<(string Who, string Token, int Amount)[]> s_entries =
        Gen.Select(Gen.Bool, Gen.Bool, Gen.Int[1, 9], (isBob, isUsd, amount) => (isBob ? "Bob" : "Alice", isUsd ? "USD" : "ETH", amount)).Array[1, 8];

    [Fact]
    public void Ledgers_are_the_same_whatever_the_order_and_not_with_one_unit_more() =>
        s_entries.Sample(entries =>
        {
            MoneyLedger one = Of(entries), other = Of(entries.AsEnumerable().Reverse());
            Assert.True(one.IsSameAs(other));
            other.Add(entries[0].Who, entries[0].Token, 1);
            Assert.False(one.IsSameAs(other));
            Assert.False(other.IsSameAs(one));
        });

    [Fact]
    public void Somebody_who_got_nothing_is_not_the_same_as_nobody_owed()
    {
        MoneyLedger owed = Of([("Alice", "ETH", 1)]);
        Assert.False(owed.IsSameAs(new()));
        Assert.False(new MoneyLedger().IsSameAs(owed));
    }

    private static MoneyLedger Of(IEnumerable<(string Who, string Token, int Amount)> entries)
    {
        MoneyLedger ledger = new();
        foreach ((string who, string token, int amount) in entries)
            ledger.Add(who, token, (UInt128)amount);
        return ledger;
    }
}
