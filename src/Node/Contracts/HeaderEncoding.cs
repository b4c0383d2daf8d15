using Plimsoll.Batches;
using Plimsoll.L1.Abi;
using Plimsoll.L1.Hashing;

namespace Plimsoll.Node.Contracts;

/// <summary>Headers as the contract takes, emits and hashes them.</summary>
/// <remarks>Spec: docs/spec/batches.md#header.</remarks>
public static class HeaderEncoding
{
    /// <summary>The struct's fields, as Solidity writes them.</summary>
    internal const string Type =
        "(bytes32 parentHash, uint256 newRoot, uint32 queueCount, uint32 slotCount, uint64 queueEnd, uint256 queueHash, uint64 batchTime, "
        + "uint64 sequenceEnd, address committer, bytes32 profileId, bytes32[] versionedHashes)";

    private static readonly AbiType[] s_hashed = [AbiType.UnsignedInteger(), AbiType.Address, AbiType.Parse(Type)];

    /// <summary>Names a batch, on one chain and one rollup only: <c>keccak256(abi.encode(chainId, rollup, header))</c>.</summary>
    public static Bytes32 Hash(BatchHeader header, ulong chainId, Address rollup) =>
        Keccak256.Hash(AbiEncoder.Encode(s_hashed, chainId, rollup, ToAbi(header)));

    /// <summary>Returns the struct.</summary>
    public static AbiValue ToAbi(BatchHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        return AbiValue.Of(
            header.ParentHash,
            header.NewRoot.ToWord(),
            (ulong)header.QueueCount,
            (ulong)header.SlotCount,
            header.QueueEnd,
            header.QueueHash.ToWord(),
            header.BatchTime,
            header.SequenceEnd,
            header.Committer,
            header.ProfileId,
            AbiValue.Of([.. header.VersionedHashes.Select(hash => (AbiValue)hash)]));
    }

    /// <summary>Reads the struct; what no contract of ours lets through is refused.</summary>
    /// <exception cref="RollupLogException">A root is not below r, or there are more blobs than a batch has.</exception>
    internal static BatchHeader Read(AbiValue header)
    {
        IReadOnlyList<AbiValue> hashes = header[10].ToItems();
        if (hashes.Count > FullLayout.MaxBlobs)
            throw new RollupLogException($"a header names {hashes.Count} blobs");
        return new(
            header[0].ToBytes32(),
            header[1].ToFr("a root"),
            header[2].ToUInt32(),
            header[3].ToUInt32(),
            header[4].ToUInt64(),
            header[5].ToFr("the queue's hash"),
            header[6].ToUInt64(),
            header[7].ToUInt64(),
            header[8].ToAddress(),
            header[9].ToBytes32(),
            [.. hashes.Select(hash => hash.ToBytes32())]);
    }
}
