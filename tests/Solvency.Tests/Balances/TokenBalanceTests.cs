using Plimsoll.Primitives;
using Plimsoll.Solvency.Balances;

namespace Plimsoll.Solvency.Tests.Balances;

public sealed class TokenBalanceTests
{
    private static readonly Gen<UInt256> s_amounts = Gen.Select(Gen.ULong, Gen.Int[0, 56]).Select((value, shift) => (UInt256)value << shift);

    private static readonly Gen<TokenBalance> s_lines = Gen.Select(s_amounts, s_amounts, s_amounts, s_amounts)
        .Select((e, l, d, w) => new TokenBalance("t", e, l, d, w));

    [Fact]
    public void Surplus_and_shortfall_are_two_sides_of_one_difference() =>
        s_lines.Sample(line =>
        {
            Assert.Equal(line.Escrow + line.Shortfall, line.Liabilities + line.Surplus);
            Assert.True(line.Surplus.IsZero || line.Shortfall.IsZero);
        });

    [Fact]
    public void Coverage_is_rounded_down_to_basis_points() =>
        s_lines.Sample(line =>
        {
            if (line.CoverageBps == ushort.MaxValue || line.Liabilities.IsZero)
                return;
            Assert.True(line.Liabilities * line.CoverageBps <= line.Escrow * 10_000);
            Assert.True(line.Liabilities * (line.CoverageBps + 1u) > line.Escrow * 10_000);
            Assert.Equal(line.CoverageBps / 10_000.0, line.Coverage, 1.01e-4);
        });

    [Theory]
    [InlineData(1_000_000, 999_998, 0)]
    [InlineData(2_000_000, 1_999_998, 1)]
    [InlineData(2_000_000, 1_999_997, 1)]
    [InlineData(10, 9, 0)]
    [InlineData(10, 8, 0)]
    public void A_breach_is_more_than_one_unit_and_more_than_the_tolerance(ulong owed, ulong escrow, uint tolerance)
    {
        ulong allowed = Math.Max(1, owed * tolerance / 1_000_000);
        Assert.Equal(owed - escrow > allowed, new TokenBalance("t", escrow, owed, UInt256.Zero, UInt256.Zero).IsBreached(tolerance));
    }

    [Fact]
    public void Extremes_have_a_coverage()
    {
        Assert.Equal(ushort.MaxValue, new TokenBalance("t", UInt256.Zero, UInt256.Zero, UInt256.Zero, UInt256.Zero).CoverageBps);
        Assert.Equal(0, new TokenBalance("t", UInt256.Zero, UInt256.One, UInt256.Zero, UInt256.Zero).CoverageBps);
        Assert.Equal(ushort.MaxValue, new TokenBalance("t", UInt256.MaxValue, UInt256.One, UInt256.Zero, UInt256.Zero).CoverageBps);
        Assert.Equal(10_000, new TokenBalance("t", UInt256.MaxValue, UInt256.MaxValue, UInt256.Zero, UInt256.Zero).CoverageBps, tolerance: 1);
        Assert.True(new TokenBalance("t", UInt256.Zero, UInt256.MaxValue, UInt256.Zero, UInt256.Zero).IsBreached(1_000));
    }

    [Fact]
    public void A_shortfall_that_is_rounding_is_reported_as_none()
    {
        Assert.Equal(10_000, new TokenBalance("t", 999_999, 1_000_000, UInt256.Zero, UInt256.Zero).ReportedCoverageBps(0));
        Assert.Equal(9_999, new TokenBalance("t", 999_998, 1_000_000, UInt256.Zero, UInt256.Zero).ReportedCoverageBps(1));
        Assert.Equal(20_000, new TokenBalance("t", 2, 1, UInt256.Zero, UInt256.Zero).ReportedCoverageBps(0));
    }

    [Fact]
    public void In_flight_money_is_owed() // one that left the rollup and was not paid is as much a liability as a balance
    {
        TokenBalance line = new("t", 100, 60, 20, 20);
        Assert.Equal(10_000, line.CoverageBps);
        Assert.False(line.IsBreached(0));
        Assert.True((line with { WithdrawalsInFlight = 22 }).IsBreached(0));
        Assert.True((line with { DepositsInFlight = 22 }).IsBreached(0));
        Assert.Equal(4, line.Figure.Inputs.Count);
    }

    [Fact]
    public void A_bond_is_weighed_against_what_can_leave()
    {
        Assert.Equal(0.01, CostOfCorruption.Ratio(1, 100), 1e-12);
        Assert.Equal(double.PositiveInfinity, CostOfCorruption.Ratio(1, UInt256.Zero));
        Assert.Equal(1, CostOfCorruption.Ratio(UInt256.MaxValue, UInt256.MaxValue), 1e-12);
    }

    [Fact]
    public void A_surplus_in_one_token_never_covers_another()
    {
        TokenBalance rich = new("rich", 1_000, 100, UInt256.Zero, UInt256.Zero), poor = new("poor", 50, 100, UInt256.Zero, UInt256.Zero);
        BalanceSheet sheet = new(new(1, Bytes32.Zero, 12, true), [rich, poor]);
        Assert.Equal(0.75, sheet.Coverage(_ => 1), 1e-12);
        Assert.Equal(0.5, sheet.Coverage(token => token == "poor" ? 1 : 0), 1e-12);
        Assert.Equal(5_000, sheet.LowestCoverageBps);
        Assert.False(sheet.IsCovered(1_000));
        Assert.True((sheet with { Tokens = [rich] }).IsCovered(0));
    }
}
