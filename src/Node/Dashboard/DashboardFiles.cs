using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Plimsoll.Node.Dashboard;

/// <summary>The auditor's pages: files inside this assembly, over the public API, nothing from elsewhere.</summary>
public static class DashboardFiles
{
    private const string Folder = "Dashboard/";
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly Dictionary<string, string> s_types = new()
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    };

    /// <summary>Maps each file under its name, and the first page under /.</summary>
    public static IEndpointRouteBuilder MapDashboard(this IEndpointRouteBuilder routes)
    {
        foreach (string resource in typeof(DashboardFiles).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)))
        {
            byte[] content = Read(resource);
            string tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}\"";
            string name = resource[Folder.Length..], type = s_types[Path.GetExtension(name)];
            Delegate serve = (HttpContext context) => Serve(context, content, type, tag);
            routes.MapGet("/" + name, serve).ExcludeFromDescription();
            if (name == "index.html")
                routes.MapGet("/", serve).ExcludeFromDescription();
        }

        return routes;
    }

    private static IResult Serve(HttpContext context, byte[] content, string type, string tag)
    {
        IHeaderDictionary headers = context.Response.Headers;
        (headers.ETag, headers.CacheControl, headers.ContentSecurityPolicy, headers.XContentTypeOptions) = (tag, "no-cache", Policy, "nosniff");
        return context.Request.Headers.IfNoneMatch == tag ? Results.StatusCode(StatusCodes.Status304NotModified) : Results.Bytes(content, type);
    }

    private static byte[] Read(string resource)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
