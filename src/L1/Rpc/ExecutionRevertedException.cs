using Plimsoll.L1.Abi;

namespace Plimsoll.L1.Rpc;

/// <summary>A call or a gas estimate ended in a revert.</summary>
public sealed class ExecutionRevertedException : RpcServerException
{
    private readonly byte[] _revertData;

    internal ExecutionRevertedException(string request, int code, string serverMessage, byte[] revertData)
        : base(request, $"the execution {RevertReason.Decode(revertData)} ({serverMessage})", code, serverMessage, null) => _revertData = revertData;

    /// <summary>The bytes that the execution returned: a selector and ABI-encoded arguments, or nothing.</summary>
    public ReadOnlyMemory<byte> RevertData => _revertData;

    /// <inheritdoc/>
    public override bool IsTransient => false;

    /// <summary>Reads why the execution reverted.</summary>
    /// <param name="abi">Where custom errors are looked up, if anywhere.</param>
    public RevertReason Reason(ContractAbi? abi = null) => RevertReason.Decode(_revertData, abi);
}
