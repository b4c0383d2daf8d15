using System.Text;
using Plimsoll.Node.Auditing;

namespace Plimsoll.Node.Tests.Auditing;

/// <summary>What several senders of one process say of their waiting.</summary>
public sealed class WaitingMetricTests
{
    [Fact]
    public async Task The_longest_wait_of_a_sink_is_what_is_said_whoever_came_last_or_went()
    {
        object late = new(), idle = new();
        AuditMetrics.Waiting("oracle", late, () => 130);
        AuditMetrics.Waiting("oracle", idle, () => 0);
        Assert.Contains("oldest_pending_seconds{sink=\"oracle\"} 130\n", await ScrapeAsync(), StringComparison.Ordinal);
        AuditMetrics.Waiting("oracle", idle, null);
        Assert.Contains("oldest_pending_seconds{sink=\"oracle\"} 130\n", await ScrapeAsync(), StringComparison.Ordinal);
        AuditMetrics.Waiting("oracle", late, null);
        Assert.Contains("oldest_pending_seconds{sink=\"oracle\"} 0\n", await ScrapeAsync(), StringComparison.Ordinal);
    }

    private static async Task<string> ScrapeAsync()
    {
        using MemoryStream text = new();
        await Prometheus.Metrics.DefaultRegistry.CollectAndExportAsTextAsync(text, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(text.ToArray());
    }
}
