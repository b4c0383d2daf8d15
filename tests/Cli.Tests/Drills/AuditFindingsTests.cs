using Plimsoll.Cli.Drills;
using Plimsoll.Node.Auditing;
using Plimsoll.Solvency.Regimes;

namespace Plimsoll.Cli.Tests.Drills;

/// <summary>What counts as seen in time, and what is a false alarm.</summary>
public sealed class AuditFindingsTests
{
    private static readonly (Regime, RegimeCause, ulong) s_due = (Regime.Black, RegimeCause.WrongCommitment, 10);

    [Theory]
    [InlineData(10UL, null, true)]
    [InlineData(11UL, null, true)] // one block later is allowed
    [InlineData(12UL, null, false)]
    [InlineData(7UL, 11UL, true)] // for another reason it was said before, and still is
    [InlineData(7UL, 10UL, false)] // it ended in the block that shows this
    public void What_is_shown_is_seen_in_its_block_or_the_next(ulong block, ulong? end, bool isInTime)
    {
        AuditFindings seen = AuditFindings.Of([s_due], [Alert("BLACK", "WrongCommitment", block, end)]);
        Assert.Equal((isInTime, isInTime), (seen.Sights[0].IsInTime, seen.Held && !seen.FalseAlarms.Any()));
    }

    [Fact]
    public void Another_cause_another_regime_or_nothing_is_not_what_was_to_be_seen()
    {
        Assert.False(AuditFindings.Of([s_due], []).Held);
        Assert.False(AuditFindings.Of([s_due], [Alert("RED", "WrongCommitment", 10, null)]).Held);
        AuditFindings other = AuditFindings.Of([s_due], [Alert("BLACK", "Frozen", 10, null)]);
        Assert.Null(other.Sights[0].SeenAt);
        Assert.Equal("Frozen", Assert.Single(other.FalseAlarms).Cause);
    }

    [Fact]
    public void Black_that_nothing_shows_is_a_false_alarm_and_late_clocks_are_not()
    {
        Assert.True(AuditFindings.Of([], []).Held);
        Assert.True(AuditFindings.Of([], [Alert("RED", "Late", 5, 6)]).Held);
        Assert.False(AuditFindings.Of([], [Alert("BLACK", "WrongCommitment", 5, 6)]).Held);
        Assert.False(AuditFindings.Of([s_due], [Alert("BLACK", "WrongCommitment", 5, 6), Alert("BLACK", "WrongCommitment", 10, null)]).Held); // before there was anything
    }

    private static AuditHistory.Alert Alert(string regime, string cause, ulong block, ulong? end) => new((long)block, "1-0x", cause, regime, "", block, block, end, end);
}
