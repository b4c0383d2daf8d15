using System.Globalization;
using Plimsoll.Node.Chain;
using Plimsoll.Solvency.Balances;
using Plimsoll.Solvency.Liveness;
using Plimsoll.Solvency.Parameters;
using Plimsoll.Solvency.Regimes;
using Plimsoll.Solvency.Risk;

namespace Plimsoll.Node.Auditing;

/// <summary>Puts a report together. Pure.</summary>
internal sealed class ReportWriter(AuditorOptions options, Valuation valuation)
{
    /// <summary>What kind of rollups these reports are of.</summary>
    public const string Stack = "plimsoll";

    private const int ShownBatches = 24;

    /// <summary>Names a rollup.</summary>
    public static string IdOf(RollupIdentity identity) => $"{identity.ChainId}-{identity.Rollup.ToString().ToLowerInvariant()}";

    /// <summary>Writes the report of a block.</summary>
    public AuditReport Write(Sighting seen, Observation observed, IReadOnlyList<Finding> findings, RegimeState head, RegimeState confirmed, ExitEstimate exit)
    {
        RollupCut cut = seen.Cut;
        RegimeRules rules = new(options.Parameters);
        uint tolerance = rules.Tolerance(isConsistentCut: true);
        TokenView[] tokens = [.. observed.Sheet.Tokens.Select((line, i) => TokenOf(seen.Escrow[i].Number, line, tolerance, head.Regime, exit))];
        string[] facts = [.. FactsOf(seen, observed)];
        return new()
        {
            Id = IdOf(cut.Identity),
            Name = options.Name ?? cut.Identity.Rollup.ToString(),
            Stack = Stack,
            ChainId = cut.Identity.ChainId,
            Rollup = cut.Identity.Rollup.ToString(),
            Hub = cut.Identity.Hub.ToString(),
            Cut = new(cut.Block.Number, cut.Block.Hash.ToString(), cut.Time),
            Head = RegimeView.Of(head),
            Confirmed = RegimeView.Of(confirmed),
            Findings = [.. findings.Select(FindingView.Of)],
            Tokens = tokens,
            Commitments = CommitmentsOf(seen),
            Proofs = ProofsOf(seen),
            Batches = [.. cut.Batches.TakeLast(ShownBatches).Select(batch => BatchOf(seen, batch))],
            Liveness = LivenessOf(seen, observed),
            Exit = ExitOf(exit),
            Hazards = valuation.Hazards(head.Regime),
            Identities = [.. cut.Batches.TakeLast(ShownBatches).Select(batch => batch.Header.Committer).Distinct().Select(committer => new IdentityView("committer", committer.ToString()))],
            ParametersId = options.Parameters.Id.ToString(),
            Facts = facts,
            EvidenceRoot = Evidence.Root(facts).ToString(),
        };
    }

    internal AuditorOptions Options => options;

    internal Valuation Valuation => valuation;

    internal static ExitView ExitOf(ExitEstimate exit) => new(
        exit.Total.QuantileSeconds(0.5), exit.Total.QuantileSeconds(0.95), exit.Total.QuantileSeconds(0.99), [.. exit.Stages.Select(it => new ExitStageView(it.Stage, it.MeanSeconds, it.Source))]);

    internal TokenView TokenOf(byte number, TokenBalance line, uint tolerance, Regime regime, ExitEstimate exit)
    {
        ushort coverage = line.ReportedCoverageBps(tolerance);
        RiskReport risk = valuation.Assess(regime, line.IsBreached(tolerance) ? line.Coverage : 1, exit.Total);
        return new(
            number, line.Token, line.Escrow.ToString(), line.Supply.ToString(), line.DepositsInFlight.ToString(), line.WithdrawalsInFlight.ToString(), MoneyText.Signed(line.Surplus, line.Shortfall),
            line.CoverageBps, FeedValues.Of(risk, coverage), risk.FairValue.Value, risk.BidValue.Value, risk.Score.Value)
        {
            CreditDiscount = risk.CreditDiscount.Value,
            CarryDiscount = risk.CarryDiscount.Value,
            LatencyDiscount = risk.MarketabilityDiscount.Value,
        };
    }

    private static CommitmentsView CommitmentsOf(Sighting seen)
    {
        FaultyBatch? fault = seen.Books.Fault;
        string check = seen.Commitments switch
        {
            CommitmentCheck.Agree => "agree",
            CommitmentCheck.WrongAndOpen => "wrongAndOpen",
            CommitmentCheck.WrongAndFinal => "wrongAndFinal",
            _ => "unknown",
        };
        return new(
            check, seen.Cut.Height, seen.Books.Height, seen.Cut.FinalHeight, (ulong)seen.Cut.Dropped.Count,
            fault is null ? null : new(fault.Batch.Height, fault.Batch.HeaderHash.ToString(), fault.Batch.Block.Number, fault.Fault.Kind.ToString(), fault.Fault.Slot));
    }

    private static BatchStageView BatchOf(Sighting seen, CommittedBatch batch)
    {
        string stage = batch.Height > seen.Books.Height
            ? seen.Books.Fault is not null ? "wrong" : "unknown"
            : batch.Height <= seen.Cut.FinalHeight ? "final"
            : seen.Cut.IsAccepted(batch) ? "accepted" : "committed";
        return new(
            batch.Height, batch.HeaderHash.ToString(), batch.Block.Number, batch.CommittedAt, seen.Cut.AcceptedBy(batch), batch.Header.SlotCount, batch.Header.VersionedHashes.Count, stage,
            seen.Proofs is { } proofs ? proofs.Verdicts.GetValueOrDefault(batch.HeaderHash).ToString().ToLowerInvariant() : null);
    }

    private static ProofsView? ProofsOf(Sighting seen) => seen.Proofs is not { } proofs ? null : new(
        proofs.Proven,
        proofs.Waiting,
        proofs.LagSeconds,
        seen.Cut.Identity.Profile.ProofDeadline,
        [.. proofs.Verifiers.Select(it => new VerifierView(it.Verifier.ToString(), it.KeyHash.ToString(), it.IsQueue ? "queue" : "users"))],
        proofs.Failed?.HeaderHash.ToString());

    private LivenessView LivenessOf(Sighting seen, Observation observed) => new(
        [.. seen.Clocks.Select(clock => ClockOf(clock, options.Parameters))],
        seen.QueueDepth,
        seen.QueueAge,
        seen.Cut.Identity.Profile.InclusionDelay,
        seen.DataMissingFor,
        seen.DerivationLag,
        double.IsFinite(seen.BondRatio) ? seen.BondRatio : null,
        observed.QuotaUse ?? 0,
        seen.Cut.IsFrozen)
    {
        Unpriced = [.. seen.Unpriced.Select(token => token.ToString())],
        SequencerDownSince = SequencerOutage.Since(seen.Clocks, seen.Cut.Time, seen.Cut.FrozenAt, options.Parameters),
    };

    internal static ClockView ClockOf(ClockReading clock, RiskParameters parameters)
    {
        string name = clock.Clock.ToString().ToLowerInvariant();
        return new(name, clock.AgeSeconds, parameters[$"clock.{name}.amber"].Value, clock.Score is { } score && double.IsFinite(score) ? score : null, clock.HasWork)
        {
            LimitRatio = clock.LimitSeconds is null ? clock.AgeSeconds / parameters[$"clock.{name}.red"].Value : clock.Utilisation,
        };
    }

    private static IEnumerable<string> FactsOf(Sighting seen, Observation observed)
    {
        RollupCut cut = seen.Cut;
        yield return $"chain {cut.Identity.ChainId} block {cut.Block.Number} hash {cut.Block.Hash} time {cut.Time}";
        yield return $"rollup {cut.Identity.Rollup} hub {cut.Identity.Hub} profile {cut.Identity.Profile.Id}";
        yield return $"committed {cut.Height} right {seen.Books.Height} final {cut.FinalHeight} head {cut.HashAt(cut.Height)} root {cut.Head.NewRoot}";
        foreach (TokenBalance line in observed.Sheet.Tokens)
            yield return $"token {line.Token} escrow {line.Escrow} supply {line.Supply} deposits {line.DepositsInFlight} withdrawals {line.WithdrawalsInFlight}";
        if (seen.Books.Fault is { } fault)
            yield return $"fault {fault.Fault.Kind} slot {fault.Fault.Slot} batch {fault.Batch.HeaderHash} block {fault.Batch.Block.Number}";
        if (seen.Proofs is { } proofs)
            yield return $"proofs proven {proofs.Proven} waiting {proofs.Waiting} lag {proofs.LagSeconds} failed {proofs.Failed?.HeaderHash.ToString() ?? "none"} keys {string.Join(' ', proofs.Verifiers.Select(it => it.KeyHash))}";
        yield return $"queue depth {seen.QueueDepth} age {seen.QueueAge} limit {cut.Identity.Profile.InclusionDelay}";
        yield return $"batch due since {seen.BatchDueSince?.ToString(CultureInfo.InvariantCulture) ?? "none"} frozen at {cut.FrozenAt?.ToString(CultureInfo.InvariantCulture) ?? "none"}";
        yield return $"data missing {seen.DataMissingFor} frozen {cut.IsFrozen} conserved {seen.Books.IsConserved} unbacked {observed.HasUnbackedRelease?.ToString() ?? "unknown"}";
    }
}
