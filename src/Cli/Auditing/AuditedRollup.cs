using System.Text.Json.Serialization;

namespace Plimsoll.Cli.Auditing;

/// <summary>A rollup in an auditor's configuration, by its stack.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "stack")]
[JsonDerivedType(typeof(OpStackEntry), "op-stack")]
[JsonDerivedType(typeof(PlimsollEntry), "plimsoll")]
internal abstract record AuditedRollup
{
    /// <summary>For people.</summary>
    public string? Name { get; init; }

    /// <summary>Its L1 node, if it is another than the document's.</summary>
    public string? Rpc { get; init; }

    /// <summary>The first block of L1 to follow.</summary>
    public required ulong StartBlock { get; init; }

    /// <summary>The solvency oracle that reports about it are signed for.</summary>
    public string? Oracle { get; init; }

    /// <summary>Multipliers of the risk model that apply beyond those that are seen.</summary>
    public IReadOnlyList<string> Traits { get; init; } = [];
}

/// <summary>A rollup on the OP Stack with dispute games.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record OpStackEntry : AuditedRollup
{
    public required string Portal { get; init; }

    public required string DisputeGameFactory { get; init; }

    public string? Bridge { get; init; }

    public string? Lockbox { get; init; }

    public string? AnchorStateRegistry { get; init; }

    public string? SystemConfig { get; init; }

    public string? SuperchainConfig { get; init; }

    /// <summary>The user's own op-node.</summary>
    public string? OpNode { get; init; }

    /// <summary>The user's own execution node of the rollup.</summary>
    public string? Execution { get; init; }

    public IReadOnlyList<TokenPair> Tokens { get; init; } = [];

    public ulong BlockSeconds { get; init; } = 2;

    public ulong SequencerWindowSeconds { get; init; } = 43_200;

    /// <summary>Game code that people have checked.</summary>
    public IReadOnlyList<string> Verified { get; init; } = [];

    /// <summary>A token on L1 and what represents it on the rollup.</summary>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed record TokenPair
    {
        public required string L1 { get; init; }

        public required string L2 { get; init; }
    }
}

/// <summary>A rollup of ours.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PlimsollEntry : AuditedRollup
{
    public required string Rollup { get; init; }

    /// <summary>A folder of blobs.</summary>
    public string? Archive { get; init; }

    /// <summary>A beacon node of Ethereum, for blobs; else the L1 node under block numbers, as Anvil has them.</summary>
    public string? Beacon { get; init; }
}
