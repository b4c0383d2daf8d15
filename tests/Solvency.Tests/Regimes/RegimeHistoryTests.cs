using Plimsoll.Primitives;
using Plimsoll.Solvency.Parameters;
using Plimsoll.Solvency.Regimes;

namespace Plimsoll.Solvency.Tests.Regimes;

public sealed class RegimeHistoryTests
{
    private const ulong Hour = 300; // blocks of twelve seconds

    private readonly RegimeHistory _history = new(RiskParameters.Default);

    [Fact]
    public void Nothing_seen_is_not_green()
    {
        Assert.Equal((Regime.Amber, Regime.Amber), (_history.Head.Regime, _history.Confirmed.Regime));
        Assert.Equal(Regime.Green, _history.Add(Healthy.At(1)).Regime);
        Assert.Equal(Regime.Amber, _history.Confirmed.Regime);
    }

    [Fact]
    public void Amber_ends_after_six_clean_hours()
    {
        Add(1, seen => seen with { IsPaused = true });
        Assert.Equal(Regime.Amber, Add(6 * Hour).Regime);
        Assert.Equal(Regime.Green, Add(6 * Hour + 1).Regime);
        Assert.Empty(_history.Head.Causes);
    }

    [Fact]
    public void Each_relapse_starts_the_clean_time_anew()
    {
        Add(1, seen => seen with { IsPaused = true });
        Add(5 * Hour, seen => seen with { IsPaused = true });
        Assert.Equal(Regime.Amber, Add(10 * Hour).Regime);
        Assert.Equal(Regime.Green, Add(11 * Hour).Regime);
    }

    [Fact]
    public void Red_ends_after_three_clean_days_and_an_acknowledgement_and_not_before()
    {
        Add(1, seen => seen with { AuditorsAgree = false });
        Assert.Equal(Regime.Red, Add(100 * Hour).Regime);
        _history.Acknowledge();
        Assert.Equal(Regime.Green, Add(101 * Hour).Regime);

        Add(102 * Hour, seen => seen with { AuditorsAgree = false });
        _history.Acknowledge();
        Assert.Equal(Regime.Red, Add(102 * Hour + 72 * Hour - 1).Regime);
        Assert.Equal(Regime.Green, Add(102 * Hour + 72 * Hour).Regime);
    }

    [Fact]
    public void An_acknowledgement_does_not_outlive_the_next_red()
    {
        Add(1, seen => seen with { AuditorsAgree = false });
        _history.Acknowledge();
        Add(2, seen => seen with { AuditorsAgree = false });
        Assert.Equal(Regime.Red, Add(100 * Hour).Regime);
    }

    [Fact]
    public void Causes_stay_while_the_regime_is_held()
    {
        Add(1, seen => seen with { AuditorsAgree = false });
        Add(2, seen => seen with { IsPaused = true });
        Assert.Equal(RegimeCause.AuditorsDisagree, Assert.Single(_history.Head.Causes).Cause);
        Assert.Equal(Healthy.Genesis + 12, _history.Head.Since);
    }

    [Fact]
    public void A_breach_on_two_finalised_cuts_in_a_row_is_black_for_good() // iAUD-003
    {
        Add(1, Short);
        Assert.Equal(Regime.Red, _history.Head.Regime);
        Assert.Equal(Regime.Red, Confirm(1, Short).Regime);
        Assert.Equal(Regime.Red, Confirm(1, Short).Regime); // the same cut again is not another
        Assert.Equal(Regime.Black, Confirm(2, Short).Regime);
        Assert.Equal(Regime.Black, _history.Head.Regime);
        _history.Acknowledge();
        Assert.Equal(Regime.Black, Add(1_000 * Hour).Regime);
        Assert.Equal(Regime.Black, Confirm(1_000 * Hour).Regime);
        _history.Reopen(Healthy.Genesis + 12 * 1_000 * Hour);
        Assert.Equal(Regime.Amber, Add(1_001 * Hour).Regime);
        Assert.Equal(Regime.Green, Add(1_006 * Hour).Regime);
    }

    [Fact]
    public void A_breach_that_heals_between_two_cuts_is_not_confirmed()
    {
        Confirm(1, Short);
        Confirm(2);
        Assert.Equal(Regime.Red, Confirm(3, Short).Regime);
    }

    [Fact]
    public void The_head_unwinds_with_its_block() // iAUD-004
    {
        Add(1);
        RegimeState before = _history.Head;
        Assert.Equal(Regime.Black, Add(2, seen => seen with { Commitments = CommitmentCheck.WrongAndFinal }).Regime);
        Assert.Equal(Regime.Black, Add(3).Regime);
        _history.Unwind(1);
        Assert.Equal(before, _history.Head);
        Assert.Equal(Regime.Green, Add(2).Regime);
    }

    [Fact]
    public void What_is_finalised_cannot_be_unwound()
    {
        Add(1);
        Add(2, seen => seen with { AuditorsAgree = false });
        Confirm(2, seen => seen with { AuditorsAgree = false });
        _history.Unwind(0);
        Assert.Equal((Regime.Red, Regime.Red), (_history.Head.Regime, _history.Confirmed.Regime));
    }

    [Fact]
    public void A_block_that_was_replaced_without_a_word_is_taken_back_when_its_number_is_finalised()
    {
        Add(1);
        Add(2, seen => seen with { IsConserved = false });
        Observation other = Healthy.At(2, isFinal: true);
        _history.Confirm(other with { Sheet = other.Sheet with { Cut = other.Sheet.Cut with { Hash = Bytes32.FromUInt256(77) } } });
        Assert.Equal(Regime.Green, _history.Head.Regime);
        Assert.Throws<ArgumentException>(() => Confirm(1));
    }

    [Fact]
    public void A_restart_goes_on_from_the_last_finalised_cut()
    {
        Add(1, Short);
        Confirm(1, Short);
        Add(2);
        RegimeHistory restarted = new(RiskParameters.Default, _history.Settled, _history.Confirmed);
        Assert.Equal(_history.Confirmed, restarted.Confirmed);
        Assert.Equal(_history.Head, restarted.Add(Healthy.At(2)));
        Assert.Equal(Regime.Black, restarted.Confirm(Short(Healthy.At(2, isFinal: true))).Regime);
    }

    [Fact]
    public void A_wrong_commitment_that_pays_out_is_black_in_its_block() => // iAUD-001
        Assert.Equal(Regime.Black, Add(1, seen => seen with { Commitments = CommitmentCheck.WrongAndFinal }).Regime);

    [Fact]
    public void A_wrong_commitment_that_is_removed_in_time_leaves_red() // iAUD-001
    {
        Assert.Equal(Regime.Black, Add(1, seen => seen with { Commitments = CommitmentCheck.WrongAndOpen }).Regime);
        Assert.Equal(Regime.Red, Add(2).Regime);
        Assert.Equal(Regime.Red, Add(100 * Hour).Regime);
    }

    [Fact]
    public void A_forged_withdrawal_that_is_stopped_leaves_red_and_one_that_is_paid_black() // iOPS-003
    {
        Assert.Equal(Regime.Black, Add(1, seen => seen with { HasForgedWithdrawal = true }).Regime);
        Assert.Equal(Regime.Red, Add(2).Regime);
        Add(3, seen => seen with { HasForgedWithdrawal = true });
        Add(4, seen => seen with { HasUnbackedRelease = true });
        Assert.Equal(Regime.Black, Add(100 * Hour).Regime);
    }

    [Fact]
    public void A_wrong_commitment_that_became_final_leaves_black()
    {
        Add(1, seen => seen with { Commitments = CommitmentCheck.WrongAndOpen });
        Add(2, seen => seen with { Commitments = CommitmentCheck.WrongAndFinal });
        Assert.Equal(Regime.Black, Add(100 * Hour).Regime);
    }

    [Fact]
    public void Blocks_come_in_order_and_cuts_are_final()
    {
        Add(2);
        Assert.Throws<ArgumentException>(() => Add(2));
        Assert.Throws<ArgumentException>(() => _history.Confirm(Healthy.At(3)));
    }

    [Fact]
    public void The_regime_is_never_milder_than_what_is_seen_now() =>
        Gen.Select(Gen.Enum<Regime>(), Gen.Int[1, 5_000]).Array[1, 60].Sample(steps =>
        {
            RegimeHistory history = new(RiskParameters.Default);
            ulong block = 0;
            foreach ((Regime regime, int pause) in steps)
            {
                block += (ulong)pause;
                RegimeState state = history.Add(Asking(regime, Healthy.At(block)));
                Assert.True(state.Regime >= regime);
                Assert.True(state.Regime == Regime.Green || !state.Causes.IsEmpty);
            }
        });

    private static Observation Asking(Regime regime, Observation seen) => regime switch
    {
        Regime.Green => seen,
        Regime.Amber => seen with { IsPaused = true },
        Regime.Red => seen with { AuditorsAgree = false },
        _ => seen with { IsConserved = false },
    };

    private static Observation Short(Observation seen) => seen.WithEscrow(1);

    private RegimeState Add(ulong block, Func<Observation, Observation>? change = null) => _history.Add((change ?? (seen => seen))(Healthy.At(block)));

    private RegimeState Confirm(ulong block, Func<Observation, Observation>? change = null) =>
        _history.Confirm((change ?? (seen => seen))(Healthy.At(block, isFinal: true)));
}
