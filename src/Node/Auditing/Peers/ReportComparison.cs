using Plimsoll.Solvency.Regimes;

namespace Plimsoll.Node.Auditing.Peers;

/// <summary>Two auditors' reports of one block: the first thing in which they differ. Pure.</summary>
/// <remarks>
/// Compared is what both must see alike, whenever they began: facts, balance sheet, commitments, findings. What depends on how long one has watched (regimes with their memory, measured exits) is not;
/// where even that is the same, the numbers for contracts must be. Findings about auditors are left out: each disagreement would prove itself. Spec: docs/spec/solvency.md#auditors.
/// </remarks>
internal static class ReportComparison
{
    private const int Shown = 200;

    private static readonly string[] s_ofAuditors = [nameof(RegimeCause.AuditorsDisagree), nameof(RegimeCause.AuditorLag), nameof(RegimeCause.MissingData)];

    /// <summary>The first difference in words, or null.</summary>
    /// <param name="ours">Our report.</param>
    /// <param name="theirs">The other's, of the same rollup and block hash.</param>
    public static string? FirstDifference(AuditReport ours, AuditReport theirs)
    {
        if (Evidence.Root(theirs.Facts).ToString() != theirs.EvidenceRoot)
            return "its evidence root is not that of its facts";
        for (int i = 0; i < Math.Max(ours.Facts.Count, theirs.Facts.Count); i++)
        {
            string our = i < ours.Facts.Count ? ours.Facts[i] : "none", their = i < theirs.Facts.Count ? theirs.Facts[i] : "none";
            if (our != their)
                return $"fact {i}: ours \"{Cut(our)}\", its \"{Cut(their)}\"";
        }

        if (!ours.Tokens.Select(Sheet).SequenceEqual(theirs.Tokens.Select(Sheet)))
            return "its balance sheet is not that of its facts";
        if (ours.Commitments != theirs.Commitments)
            return $"commitments: ours {ours.Commitments.Check}, its {Cut(theirs.Commitments.Check)}";
        if (ours.ParametersId != theirs.ParametersId)
            return null; // another model: what it concludes cannot be compared
        if (FindingsOf(ours) is var our1 && FindingsOf(theirs) is var their1 && our1 != their1)
            return $"findings: ours {our1}, its {Cut(their1)}";
        return HaveSameMemory(ours, theirs) && !ours.Tokens.Select(token => token.Feed).SequenceEqual(theirs.Tokens.Select(token => token.Feed))
            ? "from the same facts, model, regime and exits it has other numbers for contracts"
            : null;
    }

    private static object Sheet(TokenView token) =>
        (token.Number, token.Token, token.Escrow, token.Supply, token.DepositsInFlight, token.WithdrawalsInFlight, token.Surplus, token.CoverageBps);

    private static string FindingsOf(AuditReport report) => report.Findings.Where(finding => !s_ofAuditors.Contains(finding.Cause)).Select(finding => $"{finding.Regime} {finding.Cause}").ToHashSet()
        is { Count: > 0 } findings ? string.Join(", ", findings.Order(StringComparer.Ordinal)) : "none";

    private static bool HaveSameMemory(AuditReport ours, AuditReport theirs) =>
        ours.Head.Regime == theirs.Head.Regime && (ours.Exit.MedianSeconds, ours.Exit.P95Seconds, ours.Exit.P99Seconds) == (theirs.Exit.MedianSeconds, theirs.Exit.P95Seconds, theirs.Exit.P99Seconds)
        && ours.Exit.Stages.SequenceEqual(theirs.Exit.Stages);

    private static string Cut(string text) => text.Length <= Shown ? text : text[..Shown] + "…";
}
