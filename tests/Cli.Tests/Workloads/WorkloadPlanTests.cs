using CsCheck;
using Plimsoll.Cli.CommandLine;
using Plimsoll.Cli.Workloads;

namespace Plimsoll.Cli.Tests.Workloads;

public sealed class WorkloadPlanTests
{
    private static readonly Gen<Trade[]> s_trades =
        Gen.Select(Gen.Int[0, 4], Gen.ULong[1, 1000], Gen.ULong[1, 1000]).Array[1, 200].Select(rows =>
            rows.Select((row, i) => new Trade(i + 2, $"X{row.Item1}", row.Item2, row.Item3)).ToArray());

    [Fact]
    public void With_what_each_brings_nobody_is_ever_short_and_with_one_unit_less_somebody_is() =>
        Gen.Select(s_trades, Gen.Int[2, 9]).Sample((trades, traders) =>
        {
            WorkloadPlan plan = WorkloadPlan.Make(trades, traders);
            Assert.True(Plays(plan, plan.Funding));
            foreach ((int, byte) account in plan.Funding.Where(entry => entry.Value > UInt128.Zero).Select(entry => entry.Key))
            {
                Dictionary<(int, byte), UInt128> less = new(plan.Funding);
                less[account]--;
                Assert.False(Plays(plan, less));
            }
        });

    [Fact]
    public void Nobody_trades_with_oneself_and_a_plan_is_the_same_again() =>
        Gen.Select(s_trades, Gen.Int[2, 9]).Sample((trades, traders) =>
        {
            WorkloadPlan plan = WorkloadPlan.Make(trades, traders);
            Assert.Equal(plan.Swaps, WorkloadPlan.Make(trades, traders).Swaps);
            Assert.All(plan.Swaps, swap => Assert.True(swap.Buyer != swap.Seller && swap.Buyer < traders && swap.Seller < traders && swap.Buyer >= 0 && swap.Seller >= 0));
        });

    [Fact]
    public void A_rollup_has_room_for_254_instruments_and_no_more()
    {
        Trade[] trades = [.. Enumerable.Range(0, 255).Select(i => new Trade(i + 2, $"X{i}", 1, 1))];
        Assert.Equal(254, WorkloadPlan.Make(trades[..254], 2).Instruments.Count);
        Assert.Contains("line 256", Assert.Throws<CommandException>(() => WorkloadPlan.Make(trades, 2)).Message, StringComparison.Ordinal);
    }

    private static bool Plays(WorkloadPlan plan, IReadOnlyDictionary<(int Trader, byte Token), UInt128> funding)
    {
        Dictionary<(int, byte), UInt128> balances = new(funding);
        foreach (PlannedSwap swap in plan.Swaps)
        {
            if (balances[(swap.Buyer, WorkloadPlan.Cash)] < swap.Cash || balances[(swap.Seller, swap.Token)] < swap.Quantity)
                return false;
            balances[(swap.Buyer, WorkloadPlan.Cash)] -= swap.Cash;
            balances[(swap.Seller, WorkloadPlan.Cash)] += swap.Cash;
            balances[(swap.Seller, swap.Token)] -= swap.Quantity;
            balances[(swap.Buyer, swap.Token)] += swap.Quantity;
        }

        return true;
    }
}
