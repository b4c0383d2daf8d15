using System.Globalization;
using System.Text.Json;
using Plimsoll.L1.Hashing;
using Plimsoll.L1.Rpc;

namespace Plimsoll.Node.Auditing.OpStack;

/// <summary>The user's own node of the rollup: an op-node, an execution node, or both. It derives the rollup from L1 data, so its word counts; its form is checked.</summary>
/// <remarks>Every answer is bounded in time and size by the client's options. Where both are there, what one says of a block is compared with the other.</remarks>
/// <param name="opNode">An op-node; null without one.</param>
/// <param name="execution">The rollup's execution node; null without one.</param>
public sealed class OwnNode(JsonRpcClient? opNode, EthereumClient? execution)
{
    /// <summary>Limits that fit between two blocks of L1: an answer that takes longer is none.</summary>
    public static RpcOptions Limits { get; } = new() { Timeout = TimeSpan.FromSeconds(4), MaxAttempts = 2, MaxResponseBytes = 1 << 20, MaxDepth = 16 };

    internal EthereumClient? Execution => execution;

    internal bool HasOutputs => opNode is not null || execution is not null;

    /// <summary>How far it is.</summary>
    /// <exception cref="RpcException">No answer.</exception>
    /// <exception cref="OpStackException">The answer contradicts itself.</exception>
    internal async Task<OwnHeads> GetHeadsAsync(CancellationToken cancellationToken)
    {
        OwnHeads heads = opNode is not null
            ? await opNode.SendAsync(new("optimism_syncStatus"), ReadHeads, cancellationToken).ConfigureAwait(false)
            : await GetHeadsFromExecutionAsync(cancellationToken).ConfigureAwait(false);
        return heads.Unsafe.Time < 1UL << 40 && heads.Finalized <= heads.Safe.Number && heads.Safe.Number <= heads.Unsafe.Number && heads.Safe.Time <= heads.Unsafe.Time && heads.Origin <= heads.CurrentL1
            ? heads
            : throw new OpStackException("the own node's heads are not in order");
    }

    /// <summary>Its output at a block; null if it knows no such block.</summary>
    /// <exception cref="RpcException">No answer.</exception>
    /// <exception cref="OpStackException">The answer contradicts itself: the root is not that of its parts, or it is about another block.</exception>
    internal async Task<OwnOutput?> GetOutputAsync(ulong block, CancellationToken cancellationToken)
    {
        if (opNode is null)
            return await GetOutputFromExecutionAsync(block, cancellationToken).ConfigureAwait(false);
        try
        {
            return await opNode.SendAsync(new("optimism_outputAtBlock", $"0x{block:x}"), answer => ReadOutput(answer, block), cancellationToken).ConfigureAwait(false);
        }
        catch (RpcServerException e) when (e.ServerMessage.Contains("not found", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }
    }

    /// <summary>The hash of its block of a number; null if it knows none.</summary>
    internal async Task<Bytes32?> GetHashAsync(ulong block, CancellationToken cancellationToken) => execution is null
        ? (await GetOutputAsync(block, cancellationToken).ConfigureAwait(false))?.BlockHash
        : (await execution.GetHeaderAsync(BlockReference.At(block), cancellationToken).ConfigureAwait(false))?.Hash;

    /// <summary>Whether the execution node has the block of an output just so; null without one, or where it has thrown that state away.</summary>
    internal async Task<bool?> ConfirmsAsync(OwnOutput output, CancellationToken cancellationToken)
    {
        if (opNode is null || execution is null)
            return null;
        BlockHeader? header = await execution.GetHeaderAsync(BlockReference.At(output.Block), cancellationToken).ConfigureAwait(false);
        if (header is null)
            return null;
        if (header.Hash != output.BlockHash || header.StateRoot != output.StateRoot)
            return false;
        try
        {
            AccountProof passer = await execution.GetProofAsync(OpStackAbi.MessagePasser, [], BlockReference.At(output.Block), cancellationToken).ConfigureAwait(false);
            return passer.StorageHash == output.StorageRoot;
        }
        catch (RpcServerException)
        {
            return true; // the block is the same; the state of old ones is kept by archives only
        }
    }

    private async Task<OwnHeads> GetHeadsFromExecutionAsync(CancellationToken cancellationToken)
    {
        (BlockHeader latest, BlockHeader? safe, BlockHeader? finalized) = await execution!.GetHeadsAsync(cancellationToken).ConfigureAwait(false);
        if (safe is null)
            throw new OpStackException("the own node has no safe block");
        byte[] answer = await execution.CallAsync(OpStackAbi.OriginNumber.On(OpStackAbi.L1Block), BlockReference.Of(safe.Hash), cancellationToken).ConfigureAwait(false);
        ulong origin = OpStackAbi.TryRead(OpStackAbi.OriginNumber, answer, it => it[0].ToUInt64()) ?? throw new OpStackException("the own node is none of an OP Stack: it has no L1Block");
        return new(origin, null, new(safe.Number, safe.Timestamp, safe.Hash), new(latest.Number, latest.Timestamp, latest.Hash), finalized?.Number ?? 0, origin);
    }

    private async Task<OwnOutput?> GetOutputFromExecutionAsync(ulong block, CancellationToken cancellationToken)
    {
        if (execution is null || await execution.GetHeaderAsync(BlockReference.At(block), cancellationToken).ConfigureAwait(false) is not { } header)
            return null;
        AccountProof passer = await execution.GetProofAsync(OpStackAbi.MessagePasser, [], BlockReference.At(block), cancellationToken).ConfigureAwait(false);
        return OwnOutput.Of(block, header.Hash, header.StateRoot, passer.StorageHash);
    }

    private static OwnHeads ReadHeads(JsonElement status)
    {
        JsonElement safe = Member(status, "safe_l2"), current = Member(status, "current_l1");
        return new(
            Number(current, "number"), Number(current, "timestamp"), HeadOf(safe), HeadOf(Member(status, "unsafe_l2")), Number(Member(status, "finalized_l2"), "number"),
            Number(Member(safe, "l1origin"), "number"));

        static OwnHead HeadOf(JsonElement block) => new(Number(block, "number"), Number(block, "timestamp"), Hash(block, "hash"));
    }

    private static OwnOutput ReadOutput(JsonElement answer, ulong block)
    {
        JsonElement reference = Member(answer, "blockRef");
        if (!Hash(answer, "version").IsZero)
            throw new OpStackException("the own node's output is of an unknown version");
        OwnOutput output = OwnOutput.Of(block, Hash(reference, "hash"), Hash(answer, "stateRoot"), Hash(answer, "withdrawalStorageRoot"));
        return Number(reference, "number") == block && Hash(answer, "outputRoot") == output.Root
            ? output
            : throw new OpStackException($"the own node's output at block {block} contradicts itself");
    }

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement member) ? member : throw new OpStackException($"the own node's answer has no {name}");

    private static Bytes32 Hash(JsonElement element, string name) =>
        Text(element, name) is { } text && Bytes32.TryParse(text, out Bytes32 hash) ? hash : throw new OpStackException($"the own node's {name} is no hash");

    // op-node writes numbers; some providers in front of one, hexadecimal texts.
    private static ulong Number(JsonElement element, string name)
    {
        JsonElement member = Member(element, name);
        return member.ValueKind == JsonValueKind.Number && member.TryGetUInt64(out ulong number) ? number
            : Text(element, name) is { } text && text.StartsWith("0x", StringComparison.Ordinal)
                && ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong hex) ? hex
            : throw new OpStackException($"the own node's {name} is no number");
    }

    private static string? Text(JsonElement element, string name)
    {
        try
        {
            return Member(element, name) is { ValueKind: JsonValueKind.String } member ? member.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null; // half of a surrogate pair
        }
    }
}

/// <summary>How far the own node is.</summary>
/// <param name="CurrentL1">The block of L1 that it has come to.</param>
/// <param name="CurrentTime">That block's time; null where the node does not say.</param>
/// <param name="Safe">The newest block of the rollup that follows from L1 data before that.</param>
/// <param name="Unsafe">The newest that the sequencer promised.</param>
/// <param name="Finalized">The number of the newest that follows from finalised L1 data.</param>
/// <param name="Origin">The number of the block of L1 that the safe one builds on: deposits up to it are in.</param>
internal sealed record OwnHeads(ulong CurrentL1, ulong? CurrentTime, OwnHead Safe, OwnHead Unsafe, ulong Finalized, ulong Origin);

/// <summary>A block of the rollup.</summary>
internal readonly record struct OwnHead(ulong Number, ulong Time, Bytes32 Hash);

/// <summary>An output with its parts.</summary>
internal sealed record OwnOutput(ulong Block, Bytes32 Root, Bytes32 BlockHash, Bytes32 StateRoot, Bytes32 StorageRoot)
{
    /// <summary>Puts the root together: keccak-256 of version 0, state root, the message passer's storage root, block hash.</summary>
    public static OwnOutput Of(ulong block, Bytes32 blockHash, Bytes32 stateRoot, Bytes32 storageRoot) =>
        new(block, Keccak256.Hash([.. default(Bytes32).Span, .. stateRoot.Span, .. storageRoot.Span, .. blockHash.Span]), blockHash, stateRoot, storageRoot);
}
