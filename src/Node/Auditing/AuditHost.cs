using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
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
    /// <param name="publisher">Brings reports to an oracle; null for nobody.</param>
    public static WebApplication Create(string url, AuditedRollups rollups, Webhook? webhook = null, Publisher? publisher = null)
    {
        WebApplicationBuilder builder = NodeHost.Create(url);
        builder.Services.AddAuditors(rollups);
        if (webhook is not null)
            builder.Services.AddHostedService(_ => webhook);
        if (publisher is not null)
            builder.Services.AddHostedService(_ => publisher);
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
