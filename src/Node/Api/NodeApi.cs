using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Plimsoll.Node.Telemetry;
using Prometheus;
using Scalar.AspNetCore;

namespace Plimsoll.Node.Api;

/// <summary>The HTTP API of a node that sequences, verifies, or both.</summary>
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
        return services;
    }

    /// <summary>Maps the endpoints of a node that sequences, and those that every node has.</summary>
    public static IEndpointRouteBuilder MapNodeApi(this IEndpointRouteBuilder routes)
    {
        PostOperation.Map(routes);
        PostOperations.Map(routes);
        GetOperation.Map(routes);
        GetAccount.Map(routes);
        GetAccounts.Map(routes);
        GetBatch.Map(routes);
        GetSignedSlots.Map(routes);
        GetSealedBatch.Map(routes);
        GetStats.Map(routes);
        GetEvents.Map(routes);
        GetHealth.Map(routes);
        return routes.MapProver().MapDescription();
    }

    /// <summary>Maps /prover, where the node runs one.</summary>
    public static IEndpointRouteBuilder MapProver(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetService<Proving.Prover>() is not null)
            GetProver.Map(routes);
        return routes;
    }

    /// <summary>Maps the endpoints that need a <see cref="Roles.Verifier"/> and a <see cref="Contracts.HubContract"/>.</summary>
    public static IEndpointRouteBuilder MapWithdrawals(this IEndpointRouteBuilder routes)
    {
        GetWithdrawals.Map(routes);
        return routes;
    }

    /// <summary>Maps the endpoints that need an <see cref="Attesting.Attester"/>.</summary>
    public static IEndpointRouteBuilder MapAttestations(this IEndpointRouteBuilder routes)
    {
        GetAttestations.Map(routes);
        return routes;
    }

    /// <summary>Maps /quorum, where the node collects signatures.</summary>
    public static IEndpointRouteBuilder MapQuorum(this IEndpointRouteBuilder routes)
    {
        GetQuorum.Map(routes);
        return routes;
    }

    /// <summary>Maps /health of a node that does not sequence: it follows L1 as long as it answers.</summary>
    public static IEndpointRouteBuilder MapRoleHealth(this IEndpointRouteBuilder routes)
    {
        GetRoleHealth.Map(routes);
        return routes;
    }

    /// <summary>Maps the OpenAPI document at /openapi/v1.json, the page to try it at /scalar, and /metrics.</summary>
    public static IEndpointRouteBuilder MapDescription(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi();
        routes.MapScalarApiReference();
        routes.MapMetrics();
        return routes;
    }
}
