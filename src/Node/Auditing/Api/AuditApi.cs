using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Plimsoll.Node.Auditing.Peers;

namespace Plimsoll.Node.Auditing.Api;

/// <summary>The auditor's HTTP API, one file an endpoint; all under /v1, read-only.</summary>
public static class AuditApi
{
    /// <summary>Adds auditors as hosted services, with the watch over L1's head that they share, a watch over each one's peers, and what the endpoints need.</summary>
    public static IServiceCollection AddAuditors(this IServiceCollection services, AuditedRollups rollups)
    {
        services.AddAuditApi(rollups);
        foreach (HeadWatch heads in rollups.Heads)
            services.AddSingleton<IHostedService>(_ => heads);
        foreach (Auditor auditor in rollups.All)
        {
            services.AddSingleton<IHostedService>(_ => auditor);
            if (auditor.Options.Peers.Count > 0)
                services.AddSingleton<IHostedService>(_ => new PeerWatch(auditor));
        }

        return services;
    }

    /// <summary>Adds what the endpoints need, over auditors that somebody else drives.</summary>
    public static IServiceCollection AddAuditApi(this IServiceCollection services, AuditedRollups rollups)
    {
        ArgumentNullException.ThrowIfNull(rollups);
        services.AddProblemDetails();
        services.AddOpenApi();
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.NumberHandling = AuditJson.Options.NumberHandling;
            options.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        });
        return services.AddSingleton(rollups);
    }

    /// <summary>Maps the endpoints.</summary>
    public static IEndpointRouteBuilder MapAuditApi(this IEndpointRouteBuilder routes)
    {
        GetChains.Map(routes);
        GetChain.Map(routes);
        GetAsset.Map(routes);
        GetSignedReport.Map(routes);
        GetHistory.Map(routes);
        GetQuote.Map(routes);
        PostOption.Map(routes);
        GetParameters.Map(routes);
        GetAlerts.Map(routes);
        GetStream.Map(routes);
        GetReadiness.Map(routes);
        return routes;
    }

    internal static ProblemHttpResult NotAudited(string id) =>
        TypedResults.Problem($"{id} is not audited here; GET /v1/chains lists what is.", statusCode: StatusCodes.Status404NotFound, title: "NotAudited");

    internal static ProblemHttpResult NotJudged(string id) =>
        TypedResults.Problem($"{id} was not judged yet: the auditor has just begun.", statusCode: StatusCodes.Status503ServiceUnavailable, title: "NotJudged");

    internal static ProblemHttpResult Malformed(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest, title: "Malformed");

    /// <summary>Finds the newest judgement of a rollup, or says why there is none.</summary>
    internal static bool TryFind(AuditedRollups rollups, string id, out Auditor auditor, out Judgement judgement, out ProblemHttpResult problem)
    {
        Auditor? found = rollups.Find(id);
        (auditor, judgement, problem) = (found!, found?.Current!, found is null ? NotAudited(id) : NotJudged(id));
        return judgement is not null;
    }
}
