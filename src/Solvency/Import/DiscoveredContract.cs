using System.Text.Json;

namespace Plimsoll.Solvency.Import;

/// <summary>One contract or account of a project, in the terms that both schema generations share.</summary>
internal sealed record DiscoveredContract
{
    public required string Name { get; init; }

    public required ChainAddress Address { get; init; }

    /// <summary><c>Contract</c>, <c>EOA</c> or <c>Reference</c>.</summary>
    public required string Type { get; init; }

    /// <summary>For a reference, the project that describes it.</summary>
    public string? TargetProject { get; init; }

    public string ProxyType { get; init; } = "";

    /// <summary>What its view functions answered; an empty object where nothing was read.</summary>
    public JsonElement Values { get; init; } = JsonValues.Empty;

    /// <summary>How it can be upgraded, in the older schema; an empty object in the newer one, whose values say it.</summary>
    public JsonElement Upgradeability { get; init; } = JsonValues.Empty;

    /// <summary>What it holds over others, in the newer schema.</summary>
    public IReadOnlyList<Permission> Permissions { get; init; } = [];

    public bool IsUnverified { get; init; }

    public bool IsEoa => Type == "EOA";
}
