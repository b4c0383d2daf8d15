using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Plimsoll.Node.Auditing.Api;
using Plimsoll.Node.Auditing.Publishing;
using Plimsoll.Node.Dashboard;
using Prometheus;
using Scalar.AspNetCore;

namespace Plimsoll.Node.Auditing;

/// <summary>A process that audits and nothing else: API, metrics and dashboard, without any part of an operator.</summary>
public static class AuditHost
{
    /// <summary>Puts it together; nothing runs yet.</summary>
    /// <param name="url">Where it listens; port 0 lets the system choose.</param>
    /// <param name="rollups">What it audits.</param>
    /// <param name="webhook">Where alerts go; null for nowhere.</param>
    /// <param name="publishers">Bring reports to oracles; null for nobody.</param>
    public static WebApplication Create(string url, AuditedRollups rollups, Webhook? webhook = null, IReadOnlyList<Publisher>? publishers = null)
    {
        WebApplicationBuilder builder = NodeHost.Create(url);
        builder.Services.AddAuditors(rollups);
        if (webhook is not null)
            builder.Services.AddHostedService(_ => webhook);
        foreach (Publisher publisher in publishers ?? [])
            builder.Services.AddSingleton<IHostedService>(_ => publisher);
        WebApplication app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.MapAuditApi();
        app.MapDashboard();
        app.MapOpenApi();
        app.MapScalarApiReference();
        app.MapMetrics();
        return app;
    }
}
