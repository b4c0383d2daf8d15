using System.Text.Json.Serialization;

namespace Plimsoll.Cli.Profiles;

/// <summary>What a rollup promises, as its operator writes it down: one JSON document. Schema: profile.schema.json beside this file.</summary>
/// <remarks>Times are whole seconds, money is wei in decimal strings. A reader refuses unknown members, so a misspelt promise is never a missing one.</remarks>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ProfileDocument
{
    public const int CurrentVersion = 1;

    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    public required int Version { get; init; }

    public required string Name { get; init; }

    public required MechanismPart Mechanism { get; init; }

    public required DataPart Data { get; init; }

    /// <summary>Levels of the account tree.</summary>
    public required int Depth { get; init; }

    public required BatchPart Batch { get; init; }

    public required QueuePart Queue { get; init; }

    public required QuotaPart Quota { get; init; }

    public required SequencerPart Sequencer { get; init; }

    /// <summary>How a batch becomes final: kinds of proof, and how many of them.</summary>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed record MechanismPart
    {
        public required IReadOnlyList<string> Kinds { get; init; }

        public required int Threshold { get; init; }

        /// <summary>How long a batch can be disputed; 0 in the compact layout.</summary>
        public required ulong ChallengeWindowSeconds { get; init; }

        /// <summary>After it a batch whose proofs have not come can be removed; where other kinds than time count.</summary>
        public ulong? ProofDeadlineSeconds { get; init; }

        /// <summary>Who attests, where a quorum counts.</summary>
        public IReadOnlyList<string>? Attesters { get; init; }

        /// <summary>How many of them have to sign.</summary>
        public int? Quorum { get; init; }
    }

    /// <summary>What is published, and where.</summary>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed record DataPart
    {
        public required string Layout { get; init; }

        public required string Location { get; init; }
    }

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed record BatchPart
    {
        public required uint MaxSlots { get; init; }

        /// <summary>The most that a batch's time may lie behind the block that commits it.</summary>
        public required ulong MaxAgeSeconds { get; init; }

        /// <summary>Locked for each batch until it is final.</summary>
        public required string BondWei { get; init; }
    }

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed record QueuePart
    {
        /// <summary>F: a batch that leaves out an older item reverts.</summary>
        public required ulong InclusionDelaySeconds { get; init; }

        /// <summary>F_open: when the next item is older, anybody may commit.</summary>
        public required ulong OpenAfterSeconds { get; init; }

        /// <summary>When the next item is older, anybody may freeze.</summary>
        public required ulong EscapeAfterSeconds { get; init; }

        /// <summary>K: the most items that a batch can be made to take.</summary>
        public required uint MaxDueItems { get; init; }

        public required uint MaxOpenItems { get; init; }

        public required string ForcedFeeWei { get; init; }
    }

    /// <summary>How much of a token may leave at once; what exceeds it waits in its order.</summary>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed record QuotaPart
    {
        /// <summary>In the token's smallest unit.</summary>
        public required string Floor { get; init; }

        public required ushort ShareBasisPoints { get; init; }

        public required ulong PeriodSeconds { get; init; }
    }

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed record SequencerPart
    {
        /// <summary><c>single</c>: one address commits while nothing is overdue; <c>anyone</c>: whoever has a bond.</summary>
        public required string Policy { get; init; }

        public string? Address { get; init; }
    }
}
