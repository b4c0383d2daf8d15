using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Plimsoll.Node.Roles;

namespace Plimsoll.Node.Api;

/// <summary>GET /health of a node that does not sequence: 200 while every role runs, with what keeps it waiting, 503 when one has stopped, with the reason.</summary>
internal static class GetRoleHealth
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/health", Handle).WithSummary("Whether every role runs").ProducesProblem(503);

    private static Results<Ok<HealthView>, ProblemHttpResult> Handle(IEnumerable<IHostedService> services)
    {
        BackgroundService[] roles = [.. services.OfType<BackgroundService>()];
        return roles.FirstOrDefault(role => role.ExecuteTask is { IsCompleted: true }) is { } stopped
            ? TypedResults.Problem($"{stopped.GetType().Name} has stopped: {stopped.ExecuteTask!.Exception?.InnerException?.Message ?? "it was told to"}", statusCode: StatusCodes.Status503ServiceUnavailable)
            : TypedResults.Ok(new HealthView(
                [.. roles.Select(role => role.GetType().Name)],
                [.. roles.OfType<Role>().Where(role => role.Trouble is not null).Select(role => $"{role.GetType().Name}: {role.Trouble}")]));
    }
}

/// <summary>What runs.</summary>
/// <param name="Roles">The names of the roles that run.</param>
/// <param name="Troubles">What keeps some of them waiting: nothing that another start would mend.</param>
public sealed record HealthView(string[] Roles, string[] Troubles);
