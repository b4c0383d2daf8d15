using Plimsoll.Solvency.Balances;
using Plimsoll.Solvency.Liveness;
using Plimsoll.Solvency.Regimes;

namespace Plimsoll.Node.Auditing.OpStack;

/// <summary>Puts the report of an OP Stack rollup together, in the words of every other report. Pure.</summary>
internal static class OpStackReportWriter
{
    /// <summary>What the rollup stands on.</summary>
    public const string Stack = "op-stack";

    private const int ShownGames = OpStackViewWriter.ShownGames;

    public static AuditReport Write(OpStackSighting seen, ReportWriter writer, Observation observed, IReadOnlyList<Finding> findings, RegimeState head, RegimeState confirmed)
    {
        uint tolerance = new RegimeRules(writer.Options.Parameters).Tolerance(isConsistentCut: true);
        string[] facts = [.. FactsOf(seen, observed)];
        return new()
        {
            Id = OpStackSource.IdOf(seen.Rollup),
            Name = writer.Options.Name ?? seen.Rollup.Portal.ToString(),
            Stack = Stack,
            ChainId = seen.Rollup.ChainId,
            Rollup = seen.Rollup.Portal.ToString(),
            Hub = (seen.Rollup.Lockbox ?? seen.Rollup.Portal).ToString(),
            Cut = new(seen.Cut.Block.Number, seen.Cut.Block.Hash.ToString(), seen.Cut.Time),
            Head = RegimeView.Of(head),
            Confirmed = RegimeView.Of(confirmed),
            Findings = [.. findings.Select(FindingView.Of)],
            Tokens = [.. observed.Sheet.Tokens.Select((line, i) => writer.TokenOf((byte)Math.Min(i, byte.MaxValue), line, tolerance, head.Regime, seen.Exit))],
            Commitments = CommitmentsOf(seen),
            Batches = [.. seen.Games.TakeLast(ShownGames).Select(game => StageOf(seen, game))],
            Liveness = LivenessOf(seen, observed, writer),
            Exit = ReportWriter.ExitOf(seen.Exit),
            Hazards = writer.Valuation.Hazards(head.Regime),
            OpStack = OpStackViewWriter.ViewOf(seen),
            Identities =
            [
                new("verifier", seen.Portal.GameCode.ToString()),
                .. seen.Games.Where(game => game.CanPay).TakeLast(ShownGames).Select(game => game.Facts.Creator).Distinct().Select(creator => new IdentityView("committer", creator.ToString())),
                .. seen.Roles.Holders.Select(it => new IdentityView(RoleHolder.NameOf(it.Role), it.Who)).Distinct(),
            ],
            UpgradeDelaySeconds = 0, // a proxy's admin decides alone, as far as L1 shows
            ParametersId = writer.Options.Parameters.Id.ToString(),
            Facts = facts,
            EvidenceRoot = Evidence.Root(facts).ToString(),
        };
    }

    private static CommitmentsView CommitmentsOf(OpStackSighting seen)
    {
        GameSight? wrong = seen.Games.FirstOrDefault(game => game.IsDangerous);
        string check = seen.Commitments switch
        {
            CommitmentCheck.Agree => "agree",
            CommitmentCheck.WrongAndOpen => "wrongAndOpen",
            CommitmentCheck.WrongAndFinal => "wrongAndFinal",
            _ => "unknown",
        };
        return new(
            check,
            Highest(seen, game => game.CanPay),
            Highest(seen, game => game.CanPay && game.Verdict == Verdict.Right),
            Highest(seen, game => game.CanPay && PaymentRules.Pays(game.Facts, seen.Portal, seen.Cut.Time)),
            (ulong)seen.Games.Count(game => game.IsBlacklisted || game.Facts.Status == GameStatus.ChallengerWins),
            wrong is not null ? new(HeightOf(wrong), wrong.Facts.RootClaim.ToString(), wrong.Block ?? 0, "RootClaim", 0)
                : seen.Anchor is { IsWrong: true, Facts: { } anchor } ? new(HeightOf(anchor.L2Block), anchor.Root.ToString(), seen.Cut.Block.Number, "AnchorRoot", 0)
                : null);
    }

    private static ulong Highest(OpStackSighting seen, Func<GameSight, bool> which) => seen.Games.Where(which).Select(HeightOf).DefaultIfEmpty(0UL).Max();

    // A block that no rollup will ever reach stays a number that JSON readers can hold.
    private static ulong HeightOf(UInt256 block) => (ulong)UInt256.Min(block, 1UL << 53);

    private static ulong HeightOf(GameSight game) => game.Facts.L2Block is { } block ? HeightOf(block) : 0;

    private static BatchStageView StageOf(OpStackSighting seen, GameSight game) => new(
        HeightOf(game), game.Facts.RootClaim.ToString(), game.Block ?? 0, game.Facts.CreatedAt, PaymentRules.PaysFrom(game.Facts, seen.Portal, seen.Cut.Time), 0, 0,
        game.IsDangerous ? "wrong"
            : game.CanPay && PaymentRules.Pays(game.Facts, seen.Portal, seen.Cut.Time) ? "final"
            : game.Verdict == Verdict.Unknown ? "unknown"
            : "committed");

    private static LivenessView LivenessOf(OpStackSighting seen, Observation observed, ReportWriter writer) => new(
        [.. seen.Clocks.Select(clock => ReportWriter.ClockOf(clock, writer.Options.Parameters))],
        seen.QueueDepth,
        seen.QueueAge ?? 0,
        seen.Rollup.SequencerWindowSeconds,
        observed.DataMissingSeconds ?? 0,
        seen.DerivationLag ?? 0,
        double.IsFinite(seen.BondRatio) ? seen.BondRatio : null,
        0,
        IsFrozen: false)
    {
        SequencerDownSince = SequencerOutage.Since(seen.Clocks, seen.Cut.Time, frozenAt: null, writer.Options.Parameters),
    };

    private static IEnumerable<string> FactsOf(OpStackSighting seen, Observation observed)
    {
        PortalFacts portal = seen.Portal;
        yield return $"chain {seen.Rollup.ChainId} block {seen.Cut.Block.Number} hash {seen.Cut.Block.Hash} time {seen.Cut.Time}";
        yield return $"portal {seen.Rollup.Portal} factory {seen.Rollup.Factory} games {portal.GameCount} type {portal.RespectedType} since {portal.RespectedSince} code {portal.GameCode}";
        yield return $"maturity {portal.ProofMaturity} finality {portal.Finality} bond {portal.InitialBond} paused {portal.IsPaused}";
        foreach (RoleHolder it in seen.Roles.Holders)
            yield return $"role {RoleHolder.NameOf(it.Role)} of {it.Contract}: {it.Who}";
        foreach (OpStackRole role in seen.Roles.Unknown)
            yield return $"role {RoleHolder.NameOf(role)} unknown";
        yield return $"lockbox {portal.Lockbox?.ToString() ?? "none"} holds {portal.InLockbox} shared {seen.IsShared} contradiction {portal.Contradiction ?? "none"}";
        yield return $"anchor {(portal.IsAnchorUnknown ? "unknown" : portal.Anchor is { } anchor ? $"block {anchor.L2Block} root {anchor.Root} {OpStackViewWriter.Text(seen.Anchor.Verdict)}" : "none")}";
        foreach (TokenBalance line in observed.Sheet.Tokens)
            yield return $"token {line.Token} escrow {line.Escrow} supply {line.Supply} deposits {line.DepositsInFlight} withdrawals {line.WithdrawalsInFlight}";
        foreach ((OpStackToken token, int i) in seen.Rollup.Tokens.Select((token, i) => (token, i)).Where(it => seen.Supplies.Supplies[it.i] is null))
            yield return $"token {token.L1} escrow {portal.Tokens[i]} supply unknown";
        foreach (GameSight game in seen.Games.Where(game => game.CanPay).TakeLast(ShownGames))
            yield return $"game {game.Facts.Game} block {game.Facts.L2Block} root {game.Facts.RootClaim} {OpStackViewWriter.Text(game.Verdict)} {game.Facts.Status}";
        foreach (WithdrawalSight it in seen.Withdrawals.Where(it => it.IsDangerous))
            yield return $"forged withdrawal {it.Proof.Withdrawal} by {it.Proof.Submitter} game {it.Game?.Facts.Game} block {it.Proof.Block.Number}";
        yield return $"paid {seen.Paid.Count} forged {seen.Paid.Count(it => it.Verdict == Verdict.Wrong)} unexplained {seen.Ledger.Unexplained} unbacked {observed.HasUnbackedRelease?.ToString() ?? "unknown"}";
    }
}
