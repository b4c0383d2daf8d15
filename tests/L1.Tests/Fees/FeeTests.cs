using System.Numerics;
using CsCheck;
using Plimsoll.L1.Fees;
using Plimsoll.L1.Transactions;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Tests.Fees;

public sealed class FeeTests
{
    private const ulong Gwei = 1_000_000_000;

    [Theory] // go-ethereum, consensus/misc/eip1559, TestCalcBaseFee
    [InlineData(1_000_000_000, 20_000_000, 10_000_000, 1_000_000_000)]
    [InlineData(1_000_000_000, 20_000_000, 9_000_000, 987_500_000)]
    [InlineData(1_000_000_000, 20_000_000, 11_000_000, 1_012_500_000)]
    [InlineData(7, 30_000_000, 30_000_000, 8)] // rises by 1 at least
    [InlineData(7, 30_000_000, 0, 7)] // 7/8 rounded down is no fall at all
    [InlineData(0, 30_000_000, 30_000_000, 1)]
    public void The_next_base_fee_is_that_of_EIP_1559(ulong baseFee, ulong limit, ulong used, ulong next) =>
        Assert.Equal(next, BaseFee.Next(baseFee, used, limit));

    [Fact]
    public void A_block_that_cannot_be_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => BaseFee.Next(1, 3, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => BaseFee.Next(1, 0, 1));
    }

    [Theory] // go-ethereum, consensus/misc/eip4844, TestFakeExponential
    [InlineData(1, 0, 1, 1)]
    [InlineData(38493, 0, 1000, 38493)]
    [InlineData(0, 1234, 2345, 0)]
    [InlineData(1, 2, 1, 6)]
    [InlineData(1, 4, 2, 6)]
    [InlineData(1, 3, 1, 16)]
    [InlineData(1, 6, 2, 18)]
    [InlineData(1, 4, 1, 49)]
    [InlineData(1, 8, 2, 50)]
    [InlineData(10, 8, 2, 542)]
    [InlineData(11, 8, 2, 596)]
    [InlineData(1, 5, 1, 136)]
    [InlineData(1, 5, 2, 11)]
    [InlineData(2, 5, 2, 23)]
    [InlineData(1, 50_000_000, 2_225_652, 5_709_098_764)]
    public void The_exponential_is_that_of_EIP_4844(ulong factor, ulong numerator, ulong denominator, ulong result) =>
        Assert.Equal(result, BlobBaseFee.FakeExponential(factor, numerator, denominator));

    [Fact]
    public void The_exponential_agrees_with_big_integers() =>
        Gen.Select(Gen.ULong[0, 1_000_000], Gen.ULong[0, 500_000_000], Gen.ULong[5_000_000, 20_000_000]).Sample((factor, numerator, denominator) =>
        {
            BigInteger output = 0;
            BigInteger term = (BigInteger)factor * denominator;
            for (int i = 1; term > 0; i++)
            {
                output += term;
                term = term * numerator / ((BigInteger)denominator * i);
            }

            return BlobBaseFee.FakeExponential(factor, numerator, denominator).ToString() == (output / denominator).ToString();
        });

    [Theory] // go-ethereum, consensus/misc/eip4844, TestCalcBlobFee: around the first rise
    [InlineData(0, 1)]
    [InlineData(2_314_057, 1)]
    [InlineData(2_314_058, 2)]
    [InlineData(10 * 1024 * 1024, 23)]
    public void The_blob_base_fee_is_that_of_EIP_4844(ulong excess, ulong fee) => Assert.Equal(fee, BlobBaseFee.Of(excess, BlobSchedule.Cancun));

    [Fact]
    public void An_absurd_excess_is_refused()
    {
        Assert.Throws<OverflowException>(() => BlobBaseFee.Of(ulong.MaxValue, BlobSchedule.Bpo2));
        Assert.Throws<OverflowException>(() => BlobBaseFee.NextExcess(ulong.MaxValue, 1, 1, BlobSchedule.Bpo2));
        Assert.Throws<ArgumentOutOfRangeException>(() => BlobBaseFee.FakeExponential(1, 1, 0));
    }

    [Fact]
    public void The_excess_falls_only_above_the_reserve_price()
    {
        const ulong gas = BlobTransaction.GasPerBlob;
        BlobSchedule schedule = BlobSchedule.Bpo2;
        // One wei per blob gas: the reserve price is above it as soon as execution gas costs more than 16 wei.
        Assert.Equal(0UL, BlobBaseFee.NextExcess(0, 13 * gas, 16, schedule));
        Assert.Equal(6 * gas, BlobBaseFee.NextExcess(0, 20 * gas, 16, schedule));
        Assert.Equal(20 * gas * 7 / 21, BlobBaseFee.NextExcess(0, 20 * gas, 17, schedule));
        Assert.Equal(20 * gas, BlobBaseFee.NextExcess(20 * gas, 0, 17, schedule)); // an empty block does not lower it
        Assert.Equal(6 * gas, BlobBaseFee.NextExcess(20 * gas, 0, 16, schedule));
        Assert.Equal(7 * gas, BlobBaseFee.NextExcess(0, 21 * gas, 17, schedule)); // the most a full block adds, either way
        Assert.Equal(7 * gas, BlobBaseFee.NextExcess(0, 21 * gas, 16, schedule));
    }

    [Fact]
    public void The_reserve_price_is_a_sixteenth_of_the_base_fee_rounded_up()
    {
        Assert.Equal(1UL, BlobBaseFee.ReservePrice(16));
        Assert.Equal(2UL, BlobBaseFee.ReservePrice(17));
        Assert.Equal(UInt256.Zero, BlobBaseFee.ReservePrice(0));
    }

    [Fact]
    public void Headroom_covers_full_blocks_of_execution_gas() =>
        Gen.Select(Gen.ULong[0, 1000 * Gwei], Gen.Int[0, 20]).Sample((fee, blocks) =>
        {
            UInt256 actual = fee;
            for (int i = 0; i < blocks; i++)
                actual = BaseFee.Next(actual, 30_000_000, 30_000_000);
            return actual <= BaseFee.AfterFullBlocks(fee, blocks);
        });

    [Fact]
    public void Headroom_covers_full_blocks_of_blob_gas() =>
        Gen.Select(Gen.ULong[0, 400_000_000], Gen.Int[0, 20], Gen.Int[0, 3], Gen.ULong[0, Gwei]).Sample((excess, blocks, which, baseFee) =>
        {
            BlobSchedule schedule = new[] { BlobSchedule.Cancun, BlobSchedule.Prague, BlobSchedule.Bpo1, BlobSchedule.Bpo2 }[which];
            ulong later = excess;
            for (int i = 0; i < blocks; i++)
                later = BlobBaseFee.NextExcess(later, schedule.Max * BlobTransaction.GasPerBlob, baseFee, schedule);
            return BlobBaseFee.Of(later, schedule) <= BlobBaseFee.AfterFullBlocks(BlobBaseFee.Of(excess, schedule), blocks, schedule);
        }, iter: 2_000);

    [Fact]
    public void An_offer_covers_base_fee_tip_and_reserve_price()
    {
        RecentFees recent = new([9 * Gwei, 8 * Gwei], [1, 1], [Gwei]);
        FeeQuote quote = FeeEstimator.Estimate(recent, new FeePolicy { FullBlocks = 1 });
        Assert.Equal(new FeeQuote(Gwei, (9 * Gwei) + Gwei, 9 * Gwei / 16), quote);
        quote = FeeEstimator.Estimate(recent with { BaseFeePerBlobGas = [1, Gwei] }, new FeePolicy { FullBlocks = 0, FullBlobBlocks = 0 });
        Assert.Equal(new FeeQuote(Gwei, 9 * Gwei, Gwei), quote);
        Assert.Equal(UInt256.Zero, FeeEstimator.Estimate(recent with { BaseFeePerBlobGas = [] }, new FeePolicy()).MaxFeePerBlobGas);
    }

    [Fact]
    public void The_tip_is_the_percentile_of_blocks_that_were_not_empty_within_its_limits()
    {
        RecentFees recent = new([1, 1, 1, 1, 1, 1], [], [5, 0, 1, 9, 3]);
        FeePolicy policy = new() { MinTip = 2, MaxTip = 8 };
        Assert.Equal(5UL, Tip(50)); // of 1 3 5 9 the upper middle
        Assert.Equal(2UL, Tip(0));
        Assert.Equal(8UL, Tip(100));
        Assert.Equal(2UL, FeeEstimator.Estimate(recent with { PriorityFees = [0, 0, 0, 0, 0] }, policy).MaxPriorityFeePerGas);

        UInt256 Tip(int percentile) => FeeEstimator.Estimate(recent, policy with { TipPercentile = percentile }).MaxPriorityFeePerGas;
    }

    [Fact]
    public void Fees_or_a_policy_that_make_no_sense_are_refused()
    {
        FeePolicy policy = new();
        Assert.Throws<ArgumentException>(() => FeeEstimator.Estimate(new([], [], []), policy));
        Assert.Throws<ArgumentException>(() => FeeEstimator.Estimate(new([1], [], [1]), policy));
        Assert.Throws<ArgumentException>(() => FeeEstimator.Estimate(new([1, 1], [1], [1]), policy));
        Assert.Throws<ArgumentException>(() => FeeEstimator.Estimate(new([1, 1], [], [1]), policy with { TipPercentile = 101 }));
        Assert.Throws<ArgumentException>(() => FeeEstimator.Estimate(new([1, 1], [], [1]), policy with { MinTip = 1, MaxTip = 0 }));
        Assert.Throws<OverflowException>(() => FeeEstimator.Estimate(new([1, UInt256.MaxValue], [], [1]), policy));
    }

    [Fact]
    public void A_replacement_raises_every_fee_by_what_nodes_ask_for() =>
        Gen.Select(Gen.ULong, Gen.ULong, Gen.ULong, Gen.Bool).Sample((a, b, blobFee, hasBlobs) =>
        {
            FeeQuote old = new(Math.Min(a, b), Math.Max(a, b), hasBlobs ? blobFee : 0);
            FeeQuote bumped = Replacement.Bump(old, default, hasBlobs);
            return Rises(old.MaxPriorityFeePerGas, bumped.MaxPriorityFeePerGas)
                && Rises(old.MaxFeePerGas, bumped.MaxFeePerGas)
                && (hasBlobs ? Rises(old.MaxFeePerBlobGas, bumped.MaxFeePerBlobGas) : bumped.MaxFeePerBlobGas.IsZero)
                && bumped.MaxPriorityFeePerGas <= bumped.MaxFeePerGas;

            bool Rises(UInt256 from, UInt256 to) =>
                to > from && to * 100 >= from * (hasBlobs ? 200UL : 110UL) && (to - UInt256.One <= from || (to - UInt256.One) * 100 < from * (hasBlobs ? 200UL : 110UL));
        });

    [Fact]
    public void A_replacement_is_not_below_the_market()
    {
        FeeQuote bumped = Replacement.Bump(new(1, 10, 5), new(50, 20, 100), hasBlobs: true);
        Assert.Equal(new FeeQuote(50, 50, 100), bumped); // the whole fee covers the tip
        Assert.True(bumped.IsWithin(new(50, 50, 100)));
        Assert.False(bumped.IsWithin(new(50, 49, 100)));
        Assert.False(bumped.IsWithin(new(49, 50, 100)));
        Assert.False(bumped.IsWithin(new(50, 50, 99)));
    }

    [Fact]
    public void Only_the_fees_of_a_replaced_transaction_change()
    {
        DynamicFeeTransaction call = new() { ChainId = 1, Nonce = 7, MaxFeePerGas = 10, MaxPriorityFeePerGas = 0, GasLimit = 21_000, Value = 3 };
        Assert.Equal(call with { MaxFeePerGas = 11, MaxPriorityFeePerGas = 1 }, Replacement.Bump(call, default));
        BlobTransaction blobs = new()
        {
            ChainId = 1,
            Nonce = 7,
            MaxFeePerGas = 10,
            MaxPriorityFeePerGas = 1,
            MaxFeePerBlobGas = 1,
            To = Address.Zero,
            BlobVersionedHashes = [Bytes32.Zero],
        };
        Assert.Equal(blobs with { MaxFeePerGas = 20, MaxPriorityFeePerGas = 2, MaxFeePerBlobGas = 2 }, Replacement.Bump(blobs, default));
    }
}
