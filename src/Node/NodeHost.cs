using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Api;
using Plimsoll.Node.Sequencing;
using Plimsoll.Node.Storage;
using Plimsoll.Node.Telemetry;
using Plimsoll.Sequencing;

namespace Plimsoll.Node;

/// <summary>Puts the roles of a node together: in one process, or each in its own.</summary>
public static class NodeHost
{
    /// <summary>Begins a node with a web server.</summary>
    /// <param name="url">Where it listens, as <c>http://127.0.0.1:8080</c>; port 0 lets the system choose.</param>
    public static WebApplicationBuilder Create(string url)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.WebHost.UseUrls(url);
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = NodeApi.MaxRequestBody;
        });
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<NodeEvents>();
        return builder;
    }

    /// <summary>Adds the sequencer role. The container needs an <see cref="ISettlementLayer"/> and an <see cref="IDerivedHead"/>; the batcher takes from <see cref="IBatchOutbox"/>.</summary>
    /// <param name="services">The services of the node.</param>
    /// <param name="settings">Where and by which rules it sequences.</param>
    /// <param name="options">How its loop works.</param>
    /// <param name="store">Its store, which the node disposes.</param>
    /// <param name="key">Its L1 account, which signs receipts; the caller disposes it after the node.</param>
    public static IServiceCollection AddSequencer(
        this IServiceCollection services, SequencerSettings settings, SequencerOptions options, SequencerStore store, PrivateKey key)
    {
        ArgumentNullException.ThrowIfNull(settings);
        services.AddSingleton(settings);
        services.AddSingleton(options);
        services.AddSingleton(_ => store);
        services.AddTransient(_ => new ReceiptSigner(key, settings.ChainId, settings.Rollup)); // one for each user: it is not thread-safe
        services.AddSingleton<ISequencerPolicy>(new SingleSequencer(settings.Committer));
        services.AddSingleton<SealedBatches>();
        services.AddSingleton<IBatchOutbox>(it => it.GetRequiredService<SealedBatches>());
        services.AddSingleton<AccountDirectory>();
        services.AddSingleton<ReceiptBook>();
        services.AddSingleton<SequencerService>();
        services.AddHostedService(it => it.GetRequiredService<SequencerService>());
        return services;
    }

    /// <summary>Exports the node's metrics to an OpenTelemetry collector, where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names one; the exporter's other variables count as well.</summary>
    public static WebApplicationBuilder AddCollector(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (!string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
            builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter(NodeMetrics.MeterName, "Microsoft.AspNetCore.Hosting").AddOtlpExporter());
        return builder;
    }
}
