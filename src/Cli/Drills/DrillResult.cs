using System.Text.Json.Nodes;

namespace Plimsoll.Cli.Drills;

/// <summary>What a drill found.</summary>
/// <param name="Name">The drill.</param>
/// <param name="Attacked">What was done to the rollup, in one sentence.</param>
/// <param name="Before">Who held what before.</param>
/// <param name="After">Who held what, outside the rollup, when it was over.</param>
/// <param name="Checks">What else had to be so, and whether it was.</param>
/// <param name="Audit">What an auditor saw of it.</param>
/// <param name="Failure">Why the drill could not be played to its end, or null.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record DrillResult(
    string Name, string Attacked, MoneyLedger Before, MoneyLedger After, IReadOnlyList<(string What, bool Held)> Checks, AuditFindings Audit, string? Failure, double Seconds)
{
    /// <summary>Everybody honest has everything, to the last unit, every check held, and an auditor saw it in time.</summary>
    public bool Passed => Failure is null && Before.IsSameAs(After) && Checks.All(check => check.Held) && Audit.Held;

    public JsonObject ToJson() => new()
    {
        ["name"] = Name,
        ["passed"] = Passed,
        ["attacked"] = Attacked,
        ["before"] = Before.ToJson(),
        ["after"] = After.ToJson(),
        ["checks"] = new JsonObject(Checks.Select(check => KeyValuePair.Create(check.What, (JsonNode?)check.Held))),
        ["auditor"] = Audit.ToJson(),
        ["failure"] = Failure,
        ["seconds"] = Math.Round(Seconds, 1),
    };

    public IEnumerable<string> Lines()
    {
        yield return $"{(Passed ? "passed" : "FAILED")}  {Name} ({Seconds:0.0} s)";
        yield return $"        {Attacked}";
        foreach ((string who, string token, UInt128 amount) in Before.Entries)
            yield return $"        {who,-6} {token,-4} before {amount}, after {After.Of(who, token)}";
        foreach ((string what, bool held) in Checks)
            yield return $"        {(held ? "yes" : "NO ")}  {what}";
        foreach (string line in Audit.Lines())
            yield return line;
        if (Failure is not null)
            yield return $"        {Failure}";
    }
}
