using System.Collections.Immutable;
using Plimsoll.Batches;
using Plimsoll.Node.Auditing;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Proving;
using Plimsoll.Node.Tests.Chain;
using Plimsoll.Solvency.Balances;
using Plimsoll.Solvency.Parameters;
using Plimsoll.Solvency.Regimes;

namespace Plimsoll.Node.Tests.Auditing;

/// <summary>What proofs say of a rollup, and what it means when they cannot be judged: iAUD-002.</summary>
public sealed class ProofSightingTests
{
    private static readonly RollupCut s_cut = new Story(RollupFold.Begin(Story.Multi)).Bond(9_000).Deposit(1).Commit(1, 2, 7).Cut;
    private static readonly CommittedBatch s_batch = s_cut.Batches[0];

    [Fact]
    public void A_verifier_whose_key_cannot_be_read_is_not_green()
    {
        Assert.DoesNotContain(Findings(See(s_cut)), finding => finding.Cause == RegimeCause.MissingData);
        Finding unknown = Assert.Single(Findings(See(s_cut, isJudged: false)), finding => finding.Cause == RegimeCause.MissingData);
        Assert.Equal((Regime.Amber, "identities"), (unknown.Regime, unknown.Detail));
    }

    [Fact]
    public void A_proof_that_does_not_hold_is_black_whatever_the_roots_are()
    {
        Assert.Equal(CommitmentCheck.WrongAndOpen, See(s_cut, failed: s_batch).Commitments);
        Assert.Equal(CommitmentCheck.WrongAndFinal, See(s_cut with { FinalHeight = 1 }, failed: s_batch).Commitments);
    }

    [Theory, InlineData(DataLayout.Full, CommitmentCheck.Agree), InlineData(DataLayout.Compact, null)]
    public void A_proof_that_cannot_be_judged_matters_where_it_alone_speaks_for_signatures(DataLayout layout, CommitmentCheck? expected)
    {
        RollupIdentity identity = Story.Multi with { Profile = Story.Multi.Profile with { Layout = layout } };
        Assert.Equal(expected, See(s_cut with { Identity = identity }, unseen: s_batch).Commitments);
        Assert.Equal(CommitmentCheck.Agree, See(s_cut with { Identity = identity }).Commitments);
    }

    [Fact]
    public void Proofs_that_contradict_each_other_are_a_finding_of_their_own()
    {
        RollupCut disputed = new Story(s_cut).Vote(s_batch, ProofKinds.Validity).Disagree(s_batch, s_cut.Identity.Genesis.NewRoot, 1).Cut;
        Assert.Contains(Findings(See(disputed)), finding => finding is { Cause: RegimeCause.ProofsConflict, Regime: Regime.Black });
        Assert.DoesNotContain(Findings(See(s_cut)), finding => finding.Cause == RegimeCause.ProofsConflict);
    }

    private static IReadOnlyList<Finding> Findings(Sighting seen) => new RegimeRules(RiskParameters.Default).Apply(seen.Observe());

    private static Sighting See(RollupCut cut, bool isJudged = true, CommittedBatch? failed = null, CommittedBatch? unseen = null)
    {
        DerivedBooks books = new(cut.Height, null, null, ImmutableDictionary<byte, RollupLiabilities>.Empty, true);
        ProofStanding proofs = new(0, 0, 0, [], isJudged, new Dictionary<Bytes32, ProofVerdict>(), failed, unseen);
        return new(cut, books, [new(0, Address.Zero, UInt256.Zero, UInt256.Zero, 0)], null) { Proofs = proofs };
    }
}
