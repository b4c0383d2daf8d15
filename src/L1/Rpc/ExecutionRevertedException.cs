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

    /// <summary>Reads why the execution reverted.</summary>
    /// <param name="abi">Where custom errors are looked up, if anywhere.</param>
    public RevertReason Reason(ContractAbi? abi = null) => RevertReason.Decode(RevertData.Span, abi);

    /// <inheritdoc/>
    public override bool IsTransient => false;

    /// <summary>Reads the bytes: <c>Error(string)</c>, <c>Panic(uint256)</c>, or a custom error of that ABI.</summary>
    public RevertReason Reason(ContractAbi? abi = null) => RevertReason.Decode(_revertData, abi);
}
