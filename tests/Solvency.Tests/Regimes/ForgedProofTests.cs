using Plimsoll.Solvency.Parameters;
using Plimsoll.Solvency.Regimes;
using Plimsoll.Solvency.Risk;

namespace Plimsoll.Solvency.Tests.Regimes;

/// <summary>
/// A drill in the shape of June 2026: a rollup that asks for two proofs, both of which one leaked enclave key can make. Its books are a model here; blocks and gaps are those of the record
/// (first forged proof in block 25,367,938, last message of the attacker 987 blocks later).
/// </summary>
public sealed class ForgedProofTests
{
    private const ulong Registered = 25_367_900, Forged = 25_367_938, LastRelease = Forged + 987;

    private static readonly Verifier s_first = new("enclave A", "vendor's signing key"), s_second = new("enclave B", "vendor's signing key"), s_circuit = new("circuit", "verifying key");

    private readonly RegimeHistory _history = new(RiskParameters.Default);

    [Fact]
    public void Two_proofs_with_one_trust_root_are_black_in_the_block_of_the_forged_proof_and_hours_before_the_last_release()
    {
        Rollup rollup = new([s_first, s_second, s_circuit], Threshold: 2);
        Assert.Equal(Regime.Green, See(rollup, Registered - 1).Regime);

        rollup.Register(s_first, Registered);
        RegimeState watched = See(rollup, Registered);
        Assert.Equal((Regime.Amber, RegimeCause.NewIdentity), (watched.Regime, watched.Causes[0].Cause));
        Assert.Equal(Regime.Amber, See(rollup, Forged - 1).Regime);

        rollup.Prove(isTrue: false, leakedRoot: "vendor's signing key", Forged);
        Assert.True(rollup.IsWrongRootFinal);
        RegimeState black = See(rollup, Forged);
        Assert.Equal((Regime.Black, true), (black.Regime, black.IsLasting));
        Assert.Equal([RegimeCause.WrongCommitment, RegimeCause.NewIdentity], black.Causes.Select(cause => cause.Cause));
        Assert.Equal(Healthy.Genesis + 12 * Forged, black.Since); // 987 blocks, 3.3 h, before the attacker's last message

        rollup.Release(100_000_000);
        RegimeState robbed = See(rollup, LastRelease);
        Assert.Equal([RegimeCause.WrongCommitment, RegimeCause.UnbackedRelease, RegimeCause.CoverageBreach], robbed.Causes.Where(cause => cause.Regime >= Regime.Red).Select(cause => cause.Cause).Take(3));
        Assert.Equal(black.Since, robbed.Since);
        Assert.Equal(11_844UL, 12 * (LastRelease - Forged));

        // Nothing but people's decision ends it, also when the forged instance is gone and the root is right again.
        rollup.Repair();
        Assert.Equal(Regime.Black, See(rollup, LastRelease + 100_000).Regime);
    }

    [Fact]
    public void With_distinct_trust_roots_one_leaked_key_finalises_nothing_and_is_red_for_its_use()
    {
        Rollup rollup = new([s_first, s_circuit], Threshold: 2);
        See(rollup, Registered - 1);
        rollup.Register(s_first, Registered);
        See(rollup, Registered);
        rollup.Prove(isTrue: false, leakedRoot: "vendor's signing key", Forged);
        Assert.False(rollup.IsWrongRootFinal);
        RegimeState state = See(rollup, Forged);
        Assert.Equal((Regime.Red, RegimeCause.NewIdentity), (state.Regime, state.Causes[0].Cause));
    }

    [Fact]
    public void The_confirmed_regime_follows_on_the_first_finalised_cut_that_holds_the_forged_proof()
    {
        Rollup rollup = new([s_first, s_second], Threshold: 2);
        _history.Confirm(rollup.At(Forged - 1, isFinal: true));
        rollup.Register(s_first, Registered);
        rollup.Prove(isTrue: false, leakedRoot: "vendor's signing key", Forged);
        Assert.Equal(Regime.Black, _history.Confirm(rollup.At(Forged, isFinal: true)).Regime);
    }

    [Fact]
    public void What_is_two_proofs_on_paper_and_one_in_truth_is_twenty_times_as_likely_to_fail()
    {
        RiskModel model = new(RiskParameters.Default);
        double paper = model.HazardsOf(["multi-proof"], isBridged: false, Regime.Green)[FailureMode.InvalidState];
        double truth = model.HazardsOf(["single-tee-prover", "no-identity-delay"], isBridged: false, Regime.Green)[FailureMode.InvalidState];
        Assert.Equal(20, truth / paper, 1e-9);
    }

    private RegimeState See(Rollup rollup, ulong block) => _history.Add(rollup.At(block));

    /// <summary>Something that accepts proofs, and whose key is enough to make them.</summary>
    private sealed record Verifier(string Name, string TrustRoot);

    /// <summary>A rollup whose roots are final with proofs of enough verifiers; it counts verifiers, not trust roots.</summary>
    private sealed record Rollup(Verifier[] Verifiers, int Threshold)
    {
        private ulong? _registered, _used;
        private ulong _stolen;

        public bool IsWrongRootFinal { get; private set; }

        public void Register(Verifier verifier, ulong block)
        {
            Assert.Contains(verifier, Verifiers);
            _registered = block;
        }

        /// <summary>Brings every proof that the holder of a trust root can make.</summary>
        public void Prove(bool isTrue, string leakedRoot, ulong block)
        {
            _used = block;
            IsWrongRootFinal = !isTrue && Verifiers.Count(verifier => verifier.TrustRoot == leakedRoot) >= Threshold;
        }

        public void Release(ulong amount) => _stolen = amount;

        public void Repair() => (IsWrongRootFinal, _stolen, _registered) = (false, 0, null);

        public Observation At(ulong block, bool isFinal = false)
        {
            Observation seen = Healthy.At(block, isFinal);
            return seen.WithEscrow(1_000_000_000 - _stolen) with
            {
                Commitments = IsWrongRootFinal ? CommitmentCheck.WrongAndFinal : CommitmentCheck.Agree,
                HasUnbackedRelease = _stolen > 0,
                NewestIdentityAgeSeconds = _registered is { } since ? 12 * (block - since) : ulong.MaxValue,
                IsNewestIdentityUsed = _used is not null,
            };
        }
    }
}
