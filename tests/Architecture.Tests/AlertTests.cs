using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Plimsoll.Architecture.Tests;

/// <summary>The shipped alert rules name metrics that exist, and lead whoever is woken to a runbook. That the metrics of the page are served, <c>MetricsTests</c> shows.</summary>
public sealed partial class AlertTests
{
    private static readonly string s_rules = File.ReadAllText(Checkout.PathOf("deploy", "alerts.yml"));
    private static readonly string s_page = File.ReadAllText(Checkout.PathOf("docs", "spec", "metrics.md"));
    private static readonly string s_runbooks = File.ReadAllText(Checkout.PathOf("docs", "guides", "runbooks.md"));

    [Fact]
    public void Every_metric_of_a_rule_is_in_the_table_of_metrics_with_the_labels_that_the_rule_asks_for()
    {
        Dictionary<string, string[]> known = Row().Matches(s_page).ToDictionary(row => row.Groups[1].Value, row => row.Groups[2].Value.Split(", "));
        Assert.NotEmpty(known);
        MatchCollection used = Metric().Matches(s_rules);
        Assert.NotEmpty(used);
        Assert.All(used, metric =>
        {
            Assert.Contains(metric.Groups[1].Value, known.Keys);
            Assert.All(Label().Matches(metric.Groups[2].Value), label => Assert.Contains(label.Groups[1].Value, known[metric.Groups[1].Value]));
        });
    }

    [Fact]
    public void Every_alert_has_a_runbook_under_its_own_name_and_a_severity()
    {
        string[] alerts = [.. Alert().Matches(s_rules).Select(match => match.Groups[1].Value)];
        Assert.Equal(alerts.Distinct(), alerts);
        string[] headings = [.. Heading().Matches(s_runbooks).SelectMany(match => match.Groups[1].Value.Split(", "))];
        foreach ((string alert, string text) in alerts.Zip(s_rules.Split("- alert: ").Skip(1)))
        {
            Assert.Contains(alert, headings);
            Assert.Contains($"runbook_url: docs/guides/runbooks.md#{alert.ToLowerInvariant()}", text);
            Assert.Matches("severity: (critical|error|warning|info)", text);
        }
    }

    [Fact]
    public void Prometheus_itself_reads_the_rules()
    {
        string? promtool = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "promtool")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(promtool is null, "promtool is not installed.");
        using Process process = Process.Start(new ProcessStartInfo(promtool!, ["check", "rules", "--lint-fatal", Checkout.PathOf("deploy", "alerts.yml")]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        string said = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, said);
        Assert.Contains($"{Alert().Count(s_rules)} rules found", said);
    }

    [GeneratedRegex(@"^\| `(\w+)` \| \w+ \| ([\w, ]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"solvency_auditor_(\w+)(?:\{([^}]*)\})?")]
    private static partial Regex Metric();

    [GeneratedRegex(@"(\w+)\s*=")]
    private static partial Regex Label();

    [GeneratedRegex(@"- alert: (\w+)")]
    private static partial Regex Alert();

    [GeneratedRegex(@"^## (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
