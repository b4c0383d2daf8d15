using Plimsoll.Solvency.Liveness;
using Plimsoll.Solvency.Parameters;

namespace Plimsoll.Solvency.Tests.Liveness;

public sealed class SequencerOutageTests
{
    private const ulong Now = 1_700_000_000;

    private static readonly ulong s_batch = (ulong)RiskParameters.Default["clock.batch.amber"].Value, s_block = (ulong)RiskParameters.Default["clock.block.amber"].Value;

    [Fact]
    public void It_is_down_since_its_last_sign_of_life_once_that_is_late()
    {
        Assert.Equal(0UL, Since(new ClockReading(ClockKind.Batch, s_batch - 1)));
        Assert.Equal(Now - s_batch, Since(new ClockReading(ClockKind.Batch, s_batch)));
        Assert.Equal(Now - 50_000, Since(new ClockReading(ClockKind.Batch, 50_000)));
    }

    [Fact]
    public void Who_has_nothing_to_do_is_not_down() => Assert.Equal(0UL, Since(new ClockReading(ClockKind.Batch, 50_000, HasWork: false)));

    [Fact]
    public void Blocks_say_more_than_batches_where_they_are_seen()
    {
        ClockReading batch = new(ClockKind.Batch, 50_000), idle = new(ClockKind.Batch, 0, HasWork: false);
        Assert.Equal(0UL, Since(batch, new ClockReading(ClockKind.Block, s_block - 1)));
        Assert.Equal(Now - s_block, Since(idle, new ClockReading(ClockKind.Block, s_block)));
    }

    [Fact]
    public void Who_cannot_see_it_does_not_call_it_up()
    {
        Assert.Equal(Now, Since());
        Assert.Equal(Now, Since(new ClockReading(ClockKind.Commitment, 1), new ClockReading(ClockKind.Proof, 1), new ClockReading(ClockKind.Execution, 1)));
    }

    [Fact]
    public void A_frozen_rollup_is_down_for_good_since_it_froze()
    {
        ClockReading idle = new(ClockKind.Batch, 0, HasWork: false);
        Assert.Equal(Now - 5, SequencerOutage.Since([idle], Now, Now - 5, RiskParameters.Default));
        Assert.Equal(Now, SequencerOutage.Since([idle], Now, Now + 1, RiskParameters.Default));
        Assert.Equal(1UL, SequencerOutage.Since([idle], Now, 0, RiskParameters.Default));
    }

    [Fact]
    public void It_is_never_of_the_future_and_0_means_up_alone() => Gen.Select(Gen.ULong[1, 1UL << 40], Gen.ULong).Sample((time, age) =>
        Assert.InRange(SequencerOutage.Since([new(ClockKind.Batch, age)], time, frozenAt: null, RiskParameters.Default), age >= s_batch ? 1UL : 0, age >= s_batch ? time : 0));

    [Fact]
    public void There_is_no_outage_before_time() => Assert.Throws<ArgumentOutOfRangeException>(() => SequencerOutage.Since([], 0, null, RiskParameters.Default));

    private static ulong Since(params ClockReading[] clocks) => SequencerOutage.Since(clocks, Now, frozenAt: null, RiskParameters.Default);
}
