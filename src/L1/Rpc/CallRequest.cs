using System.Text.Json.Nodes;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Rpc;

/// <summary>A message call that is tried out and not sent.</summary>
/// <param name="To">The contract, or null for the creation of one.</param>
/// <param name="Data">The input.</param>
public sealed record CallRequest(Address? To, ReadOnlyMemory<byte> Data)
{
    /// <summary>The sender; null leaves it to the node, which takes the zero address.</summary>
    public Address? From { get; init; }

    /// <summary>What is sent along, in wei.</summary>
    public UInt256 Value { get; init; }

    /// <summary>The gas limit; null leaves it to the node.</summary>
    public ulong? Gas { get; init; }

    /// <summary>The most that is paid, in wei per gas; null for a call without fees.</summary>
    public UInt256? MaxFeePerGas { get; init; }

    /// <summary>The versioned hashes that the <c>BLOBHASH</c> instruction sees; needs <see cref="MaxFeePerBlobGas"/>.</summary>
    public IReadOnlyList<Bytes32> BlobVersionedHashes { get; init; } = [];

    /// <summary>The most that is paid for blobs, in wei per blob gas.</summary>
    public UInt256? MaxFeePerBlobGas { get; init; }

    internal JsonObject ToJson()
    {
        JsonObject json = new() { ["input"] = Hex.Encode(Data.Span) };
        if (To is { } to)
            json["to"] = to.ToString();
        if (From is { } from)
            json["from"] = from.ToString();
        if (!Value.IsZero)
            json["value"] = Value.ToHex();
        if (Gas is { } gas)
            json["gas"] = $"0x{gas:x}";
        if (MaxFeePerGas is { } fee)
            json["maxFeePerGas"] = fee.ToHex();
        if (MaxFeePerBlobGas is { } blobFee)
            json["maxFeePerBlobGas"] = blobFee.ToHex();
        if (BlobVersionedHashes.Count > 0)
            json["blobVersionedHashes"] = new JsonArray([.. BlobVersionedHashes.Select(hash => (JsonNode)hash.ToString())]);
        return json;
    }
}
