using System.Collections.Immutable;
using Plimsoll.Node.Auditing;
using Plimsoll.Node.Auditing.Publishing;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Tests.Chain;
using Plimsoll.Solvency.Balances;
using Plimsoll.Solvency.Parameters;
using Plimsoll.Solvency.Regimes;

namespace Plimsoll.Node.Tests.Auditing;

/// <summary>Since when an auditor calls a sequencer down, from L1's logs to what is signed (iORC-005).</summary>
public sealed class SequencerSightingTests
{
    private static readonly ulong s_late = (ulong)RiskParameters.Default["clock.batch.amber"].Value;
    private static readonly RollupCut s_waiting = new Story(RollupFold.Begin(Story.Identity)).Bond(9_000).Deposit(1).Cut;

    [Fact]
    public void It_is_down_since_the_oldest_item_that_it_owes_and_no_sooner_than_that_is_late()
    {
        Assert.Equal(0UL, DownSince(s_waiting));
        Assert.Equal(0UL, DownSince(After(s_waiting, s_late - 1)));
        Assert.Equal(s_waiting.Time, DownSince(After(s_waiting, s_late)));
        Assert.Equal(s_waiting.Time, DownSince(After(After(s_waiting, s_late), 100_000)));
    }

    [Fact]
    public void A_batch_brings_it_back_and_who_owes_nothing_is_up()
    {
        RollupCut served = new Story(After(s_waiting, s_late)).Commit(1, 2, 7).Cut;
        Assert.Equal(0UL, DownSince(served));
        Assert.Equal(0UL, DownSince(After(served, 1_000_000)));
        RollupCut owing = new Story(After(served, 1_000_000)).Deposit(2).Cut;
        Assert.Equal(0UL, DownSince(owing));
        Assert.Equal(owing.Time, DownSince(After(owing, s_late))); // since the deposit, not since the last batch
    }

    [Fact]
    public void A_frozen_rollup_is_down_since_the_freeze()
    {
        RollupCut frozen = new Story(After(s_waiting, 5), seconds: 7).Freeze().Cut;
        Assert.Equal(frozen.Time, frozen.FrozenAt);
        Assert.Equal(frozen.Time, DownSince(frozen));
        Assert.Equal(frozen.Time, DownSince(After(frozen, 1_000_000)));
        Assert.Null(s_waiting.FrozenAt);
    }

    [Fact]
    public void The_fact_behind_it_is_the_same_for_auditors_with_other_parameters()
    {
        string[] facts = [.. Report(After(s_waiting, s_late)).Facts];
        Assert.Contains($"batch due since {s_waiting.Time} frozen at none", facts);
        Assert.Contains("batch due since none frozen at none", Report(new Story(s_waiting).Commit(1, 2, 7).Cut).Facts);
    }

    private static RollupCut After(RollupCut cut, ulong seconds) => new Story(cut, seconds).Cut;

    /// <summary>What is signed.</summary>
    private static ulong DownSince(RollupCut cut)
    {
        AuditReport report = Report(cut);
        ulong signed = OracleSigner.WordsOf(report with { Rollup = Story.Rollup.ToString() }, report.Tokens[0]).SequencerDownSince;
        Assert.Equal(report.Liveness.SequencerDownSince, signed);
        Assert.InRange(signed, 0UL, cut.Time);
        return signed;
    }

    private static AuditReport Report(RollupCut cut)
    {
        AuditorOptions options = new();
        Sighting seen = new(cut, new(cut.Height, null, null, ImmutableDictionary<byte, RollupLiabilities>.Empty, true), [new(0, Address.Zero, UInt256.Zero, UInt256.Zero, 0)], null);
        ExitEstimate exit = ExitEstimate.Of(cut.Identity.Profile, [], [], options.Parameters);
        return new ReportWriter(options, new(options, 1_000_000)).Write(seen, seen.Observe(), [], RegimeState.Unknown, RegimeState.Unknown, exit);
    }
}
