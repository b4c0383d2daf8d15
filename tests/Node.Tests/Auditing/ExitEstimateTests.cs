using Plimsoll.Node.Auditing;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Tests.Chain;
using Plimsoll.Solvency.Parameters;

namespace Plimsoll.Node.Tests.Auditing;

/// <summary>How long the way out takes by what a profile counts: docs/spec/risk.md#exit-time. The window is 100 seconds, the deadline 50.</summary>
public sealed class ExitEstimateTests
{
    [Theory]
    [InlineData(ProofKinds.FraudWindow, 1, 100UL)]
    [InlineData(ProofKinds.Validity, 1, 50UL)]
    [InlineData(ProofKinds.FraudWindow | ProofKinds.Validity, 2, 100UL)]
    [InlineData(ProofKinds.Validity | ProofKinds.Quorum, 2, 50UL)]
    [InlineData(ProofKinds.FraudWindow | ProofKinds.Validity | ProofKinds.Quorum, 2, 50UL)]
    [InlineData(ProofKinds.FraudWindow | ProofKinds.Validity | ProofKinds.Quorum, 3, 100UL)]
    public void The_last_kind_that_is_needed_decides(ProofKinds kinds, byte threshold, ulong within)
    {
        RollupProfile profile = Story.Multi.Profile with { Kinds = kinds, Threshold = threshold };
        Assert.Equal(within, profile.FinalWithin);
        Assert.Equal(within, ExitEstimate.Of(profile, [], [], RiskParameters.Default).Stages[2].MeanSeconds);
    }

    [Fact]
    public void Measured_proofs_take_the_place_of_the_bound_and_a_window_stays()
    {
        ExitEstimate proven = ExitEstimate.Of(Story.Multi.Profile, [], [7, 9], RiskParameters.Default);
        Assert.Equal([("proofs", 0.0), ("finality", 8.0)], proven.Stages.Where(it => it.Stage is "proofs" or "challenge" or "finality").Select(it => (it.Stage, it.MeanSeconds)));
        ExitEstimate timed = ExitEstimate.Of(Story.Profile, [], [7, 9], RiskParameters.Default);
        Assert.Equal([("challenge", 100.0), ("finality", 8.0)], timed.Stages.Where(it => it.Stage is "proofs" or "challenge" or "finality").Select(it => (it.Stage, it.MeanSeconds)));
    }

    [Fact]
    public void A_batch_that_waits_for_its_proof_is_not_late_before_its_deadline()
    {
        RollupIdentity identity = Story.Multi with { Profile = Story.Multi.Profile with { Kinds = ProofKinds.Validity, Threshold = 1, ChallengeWindow = 0 } };
        RollupCut cut = new Story(RollupFold.Begin(identity)).Bond(9_000).Commit(0, 1, 7).Cut;
        Assert.Equal(cut.Batches[0].CommittedAt + 50, cut.AcceptedBy(cut.Batches[0]));
        RollupCut timed = new Story(RollupFold.Begin(Story.Identity)).Bond(9_000).Commit(0, 1, 7).Cut;
        Assert.Equal(timed.WindowEnd(timed.Batches[0]), timed.AcceptedBy(timed.Batches[0]));
    }
}
