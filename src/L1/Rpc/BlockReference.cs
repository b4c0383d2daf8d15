using System.Text.Json.Nodes;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Rpc;

/// <summary>Says which block is meant: a tag, a number, or a hash.</summary>
/// <remarks>Only a hash names the same block whatever the chain does; a number may name another block after a reorg.</remarks>
public readonly record struct BlockReference
{
    private readonly string? _tagOrNumber;
    private readonly Bytes32 _hash;

    private BlockReference(string tagOrNumber) => _tagOrNumber = tagOrNumber;

    private BlockReference(Bytes32 hash) => _hash = hash;

    /// <summary>The newest block.</summary>
    public static BlockReference Latest { get; } = new("latest");

    /// <summary>The newest block that an honest majority's votes protect; it can still be reorganised away in theory.</summary>
    public static BlockReference Safe { get; } = new("safe");

    /// <summary>The newest block that cannot be undone without a third of the stake being lost.</summary>
    public static BlockReference Finalized { get; } = new("finalized");

    /// <summary>The block that the node would build next.</summary>
    public static BlockReference Pending { get; } = new("pending");

    /// <summary>The genesis block.</summary>
    public static BlockReference Earliest { get; } = new("earliest");

    /// <summary>The hash, when the block is named by one.</summary>
    public Bytes32? Hash => _tagOrNumber is null ? _hash : null;

    /// <summary>The block of that number on the node's canonical chain.</summary>
    public static BlockReference At(ulong number) => new($"0x{number:x}");

    /// <summary>The block of that hash.</summary>
    public static BlockReference Of(Bytes32 hash) => new(hash);

    /// <summary>The tag, number or hash.</summary>
    public override string ToString() => _tagOrNumber ?? _hash.ToString();

    /// <summary>The form that state queries take; a hash must be canonical, so that a reorg is an error and not an old state (EIP-1898).</summary>
    internal JsonNode ToState() =>
        _tagOrNumber is { } text ? text : new JsonObject { ["blockHash"] = _hash.ToString(), ["requireCanonical"] = true };
}
