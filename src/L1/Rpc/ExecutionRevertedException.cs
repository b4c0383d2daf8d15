using Plimsoll.L1.Abi;

namespace Plimsoll.L1.Rpc;

/// <summary>A call or a gas estimate ended in a revert.</summary>
public sealed class ExecutionRevertedException : RpcServerException
{
    internal ExecutionRevertedException(string request, int code, string serverMessage, byte[] revertData)
        : base(request, $"the execution reverts: {serverMessage}", code, serverMessage, null) => RevertData = revertData;

    /// <summary>The bytes that the execution returned: a selector and ABI-encoded arguments, or nothing.</summary>
    public ReadOnlyMemory<byte> RevertData { get; }

    /// <summary>Reads why the execution reverted.</summary>
    /// <param name="abi">Where custom errors are looked up, if anywhere.</param>
    public RevertReason Reason(ContractAbi? abi = null) => RevertReason.Decode(RevertData.Span, abi);

    /// <inheritdoc/>
    public override bool IsTransient => false;
}
