using System.Text.Json.Nodes;
using Plimsoll.Node.Auditing;
using Plimsoll.Solvency.Regimes;

namespace Plimsoll.Cli.Drills;

/// <summary>What an auditor saw of a drill.</summary>
/// <param name="Sights">What L1 showed, and when it was seen.</param>
/// <param name="Alerts">Everything it raised, the oldest first. L1's time jumps in drills, so honest clocks are late now and then.</param>
internal sealed record AuditFindings(IReadOnlyList<AuditFindings.Sight> Sights, IReadOnlyList<AuditHistory.Alert> Alerts)
{
    private const ulong BlocksAllowed = 1;

    /// <summary>Something that L1 showed.</summary>
    /// <param name="Regime">What it has to lead to.</param>
    /// <param name="Cause">What it is.</param>
    /// <param name="VisibleAt">The first block that showed it.</param>
    /// <param name="SeenAt">The block in which the auditor said so; null for never.</param>
    internal sealed record Sight(Regime Regime, RegimeCause Cause, ulong VisibleAt, ulong? SeenAt)
    {
        public bool IsInTime => SeenAt is { } seen && seen <= VisibleAt + BlocksAllowed;
    }

    /// <summary>Alerts that ask for BLACK though nothing that was shown does.</summary>
    public IEnumerable<AuditHistory.Alert> FalseAlarms =>
        Alerts.Where(alert => alert.Regime == Regime.Black.Name() && !Sights.Any(sight => sight.Cause.ToString() == alert.Cause && sight.VisibleAt <= (alert.EndBlock ?? ulong.MaxValue)));

    /// <summary>Everything was seen in time, and nothing else is BLACK.</summary>
    public bool Held => Sights.All(sight => sight.IsInTime) && !FalseAlarms.Any();

    /// <summary>Compares what had to be seen with the alerts there were.</summary>
    public static AuditFindings Of(IEnumerable<(Regime Regime, RegimeCause Cause, ulong Block)> due, IEnumerable<AuditHistory.Alert> alerts)
    {
        AuditHistory.Alert[] all = [.. alerts.OrderBy(alert => alert.Id)];
        return new([.. due.Select(it => new Sight(it.Regime, it.Cause, it.Block, SeenAt(it.Regime, it.Cause, it.Block)))], all);

        ulong? SeenAt(Regime regime, RegimeCause cause, ulong block)
        {
            IEnumerable<AuditHistory.Alert> same = all.Where(alert => alert.Cause == cause.ToString() && alert.Regime == regime.Name() && (alert.EndBlock ?? ulong.MaxValue) > block);
            return same.Select(alert => (ulong?)Math.Max(alert.Block, block)).Min();
        }
    }

    public JsonObject ToJson() => new()
    {
        ["held"] = Held,
        ["sights"] = new JsonArray([.. Sights.Select(sight => (JsonNode)new JsonObject
        {
            ["regime"] = sight.Regime.Name(),
            ["cause"] = sight.Cause.ToString(),
            ["visibleAtBlock"] = sight.VisibleAt,
            ["seenAtBlock"] = sight.SeenAt,
        })]),
        ["falseAlarms"] = FalseAlarms.Count(),
        ["alerts"] = new JsonArray([.. Alerts.Select(alert => (JsonNode)new JsonObject
        {
            ["regime"] = alert.Regime,
            ["cause"] = alert.Cause,
            ["detail"] = alert.Detail,
            ["block"] = alert.Block,
            ["endBlock"] = alert.EndBlock,
        })]),
    };

    public IEnumerable<string> Lines()
    {
        foreach (Sight sight in Sights)
        {
            string when = sight.SeenAt is { } seen ? $"in block {seen}" : "never";
            yield return $"        {(sight.IsInTime ? "yes" : "NO ")}  the auditor says {sight.Regime.Name()}, {sight.Cause}, {when}; L1 shows it from block {sight.VisibleAt} on";
        }

        foreach (AuditHistory.Alert alarm in FalseAlarms)
            yield return $"        NO   the auditor says {alarm.Regime}, {alarm.Cause}, in block {alarm.Block}: {alarm.Detail}";
        if (Sights.Count == 0 && Held)
            yield return "        yes  the auditor, who judged every block, says BLACK of none";
    }
}
