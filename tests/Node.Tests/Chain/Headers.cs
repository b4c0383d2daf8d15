using Plimsoll.L1.Rpc;

namespace Plimsoll.Node.Tests.Chain;

/// <summary>Blocks of which nobody looks at more than place and time.</summary>
internal static class Headers
{
    public static BlockHeader At(ulong number, Bytes32 hash, Bytes32 parent, ulong time) => new()
    {
        Number = number,
        Hash = hash,
        ParentHash = parent,
        Timestamp = time,
        FeeRecipient = default,
        StateRoot = default,
        TransactionsRoot = default,
        ReceiptsRoot = default,
        LogsBloom = new(new byte[LogBloom.ByteLength]),
        GasLimit = 0,
        GasUsed = 0,
        MixHash = default,
    };
}
