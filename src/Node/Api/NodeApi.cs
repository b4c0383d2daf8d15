using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Plimsoll.Node.Telemetry;
using Prometheus;
using Scalar.AspNetCore;

namespace Plimsoll.Node.Api;

/// <summary>The HTTP API of a node that sequences.</summary>
public static class NodeApi
{
    /// <summary>The largest request body, in bytes, where an endpoint does not say otherwise.</summary>
    public const int MaxRequestBody = 16 << 10;

    // Listens from the start: left to itself, prometheus-net begins with the first scrape, and what was counted before is lost.
    private static readonly Lazy<IDisposable> s_meters = new(() =>
    {
        Metrics.SuppressDefaultMetrics(new SuppressDefaultMetricOptions { SuppressMeters = true });
        return MeterAdapter.StartListening(new MeterAdapterOptions
        {
            InstrumentFilterPredicate = instrument => instrument.Meter.Name is NodeMetrics.MeterName or "Microsoft.AspNetCore.Hosting",
        });
    });

    /// <summary>Adds what the endpoints need.</summary>
    public static IServiceCollection AddNodeApi(this IServiceCollection services)
    {
        _ = s_meters.Value;
        services.AddProblemDetails();
        services.AddOpenApi();
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
            options.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        });
        services.AddSingleton<ReceiptBook>();
        return services;
    }

    /// <summary>Maps the endpoints, the OpenAPI document at /openapi/v1.json, the page to try them at /scalar, and /metrics.</summary>
    public static IEndpointRouteBuilder MapNodeApi(this IEndpointRouteBuilder routes)
    {
        PostOperation.Map(routes);
        PostOperations.Map(routes);
        GetOperation.Map(routes);
        GetAccount.Map(routes);
        GetAccounts.Map(routes);
        GetBatch.Map(routes);
        GetSignedSlots.Map(routes);
        GetStats.Map(routes);
        if (routes.ServiceProvider.GetService<Proving.Prover>() is not null)
            GetProver.Map(routes);
        GetEvents.Map(routes);
        GetHealth.Map(routes);
        routes.MapOpenApi();
        routes.MapScalarApiReference();
        routes.MapMetrics();
        return routes;
    }
}
