using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using Plimsoll.Node.Telemetry;

namespace Plimsoll.Node.Tests.Telemetry;

/// <summary>What is counted reaches a collector by OTLP, as the environment says.</summary>
public sealed class CollectorTests
{
    [Fact]
    public async Task The_meter_is_exported_to_the_collector_that_the_environment_names()
    {
        Channel<(string Path, byte[] Body)> received = Channel.CreateUnbounded<(string, byte[])>();
        await using WebApplication collector = NodeHost.Create("http://127.0.0.1:0").Build();
        collector.MapPost("/{**path}", async (string path, Stream body) =>
        {
            using MemoryStream all = new();
            await body.CopyToAsync(all);
            received.Writer.TryWrite((path, all.ToArray()));
        });
        await collector.StartAsync(TestContext.Current.CancellationToken);

        WebApplicationBuilder builder = NodeHost.Create("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Urls.First(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        });
        builder.AddCollector();
        await using WebApplication node = builder.Build();
        await node.StartAsync(TestContext.Current.CancellationToken);
        NodeMetrics.BatchSealed();
        Assert.True(node.Services.GetRequiredService<MeterProvider>().ForceFlush(30_000));
        (string path, byte[] body) = await received.Reader.ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal("v1/metrics", path);
        string text = Encoding.Latin1.GetString(body);
        Assert.Contains("plimsoll", text, StringComparison.Ordinal);
        Assert.Contains("batches_sealed_total", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_collector_nothing_is_exported()
    {
        WebApplicationBuilder builder = NodeHost.Create("http://127.0.0.1:0");
        builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] = null;
        builder.AddCollector();
        using WebApplication node = builder.Build();
        Assert.Null(node.Services.GetService<MeterProvider>());
    }
}
