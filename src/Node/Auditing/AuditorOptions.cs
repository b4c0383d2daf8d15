using Plimsoll.Solvency.Parameters;

namespace Plimsoll.Node.Auditing;

/// <summary>What an auditor computes with, and how it looks.</summary>
public sealed record AuditorOptions
{
    /// <summary>Every number of the model.</summary>
    public RiskParameters Parameters { get; init; } = RiskParameters.Default;

    /// <summary>The rollup's name for people; null for the rollup's address.</summary>
    public string? Name { get; init; }

    /// <summary>Ids of the multipliers that apply beyond those that the profile shows, without their prefix.</summary>
    public IReadOnlyList<string> Traits { get; init; } = [];

    /// <summary>The time between two looks at L1. Default 1 s.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Wakes many auditors of one L1 at once; null: each looks by itself.</summary>
    public HeadWatch? Heads { get; init; }

    /// <summary>So many of the newest blocks are judged when the auditor begins or was away; what lies before only counts. Default 96: what L1 can replace.</summary>
    public ulong Depth { get; init; } = 96;

    /// <summary>Without a new block for so long the source has stalled, and nothing is GREEN. Default 60 s: five slots of Ethereum.</summary>
    public TimeSpan StallAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Other auditors of the same rollup, by the roots of their APIs: their reports are compared with ours.</summary>
    public IReadOnlyList<Uri> Peers { get; init; } = [];

    /// <summary>Nobody waits longer for a peer's answer. Default 5 s.</summary>
    public TimeSpan PeerTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>When every peer has been silent for so long, it is not known whether auditors agree, and nothing is GREEN. Default 15 min.</summary>
    public TimeSpan PeerSilentAfter { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>What people have decided about the regimes that were kept.</summary>
    public Decision Decision { get; init; }

    /// <summary>Is told each alert that begins or ends; must not wait.</summary>
    public Action<AuditHistory.Alert>? OnAlert { get; init; }

    /// <summary>What a token's smallest unit is worth, in wei, by the token's address: for comparing the bond with everything that it secures. Ether needs none.</summary>
    public IReadOnlyDictionary<Address, double> Prices { get; init; } = new Dictionary<Address, double>();

    /// <summary>Volatility of tokens per √year; null for the parameters' static one.</summary>
    public double? Volatility { get; init; }
}
