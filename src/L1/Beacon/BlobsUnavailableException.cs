using Plimsoll.L1.Rpc;

namespace Plimsoll.L1.Beacon;

/// <summary>Why a beacon node did not give the blobs.</summary>
public enum BlobsUnavailable
{
    /// <summary>It knows no such block: the slot was missed, lies in the future, or the block was replaced.</summary>
    BlockUnknown,

    /// <summary>It knows the block and does not hold the blobs, or not any more: nodes keep them for 18 days.</summary>
    NotKept,
}

/// <summary>The beacon node answered properly that it does not have what was asked for. Another node may.</summary>
public sealed class BlobsUnavailableException : RpcException
{
    internal BlobsUnavailableException(string request, BlobsUnavailable reason, string message)
        : base(request, message) => Reason = reason;

    /// <summary>Which of the two it is.</summary>
    public BlobsUnavailable Reason { get; }
}
