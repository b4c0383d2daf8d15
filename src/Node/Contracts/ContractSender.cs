using Plimsoll.L1.Abi;
using Plimsoll.L1.Fees;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Signing;
using Plimsoll.L1.Transactions;

namespace Plimsoll.Node.Contracts;

/// <summary>Sends calls of one account to our contracts: tried first, so that what would revert costs nothing, then sent until it is in a block.</summary>
/// <remarks>One for each account, see <see cref="TransactionSender"/>. Safe for concurrent use.</remarks>
public sealed class ContractSender : IDisposable
{
    private const ulong GasMarginPercent = 30;

    private readonly EthereumClient _node;
    private readonly PrivateKey _key;
    private readonly ulong _chainId;
    private readonly TransactionSender _sender;

    /// <summary>Makes a sender for the account of a key, which the caller disposes after it.</summary>
    public ContractSender(EthereumClient node, PrivateKey key, ulong chainId, SenderOptions? options = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(key);
        (_node, _key, _chainId) = (node, key, chainId);
        _sender = new(node, key, options, time);
    }

    /// <summary>Whose calls these are.</summary>
    public Address Address => _key.Address;

    /// <summary>Calls a contract.</summary>
    /// <param name="what">What the call does, for messages.</param>
    /// <param name="to">The contract.</param>
    /// <param name="input">The call's input.</param>
    /// <param name="value">What is sent along, in wei.</param>
    /// <param name="cancellationToken">Stops waiting; what was sent stays sent.</param>
    /// <exception cref="TransactionFailedException">It reverts.</exception>
    /// <exception cref="RpcException">The node does not answer, or refuses.</exception>
    public Task<TransactionReceipt> CallAsync(string what, Address to, byte[] input, UInt256 value = default, CancellationToken cancellationToken = default) =>
        SendAsync(what, new CallRequest(to, input) { From = Address, Value = value }, BlockReference.Latest, cancellationToken);

    /// <summary>Calls a contract that may do more by the time it is mined than when it is tried: gas that is not used is not paid.</summary>
    /// <param name="what">What the call does, for messages.</param>
    /// <param name="to">The contract.</param>
    /// <param name="input">The call's input.</param>
    /// <param name="room">Gas for that, above the estimate.</param>
    /// <param name="cancellationToken">Stops waiting; what was sent stays sent.</param>
    /// <exception cref="TransactionFailedException">It reverts.</exception>
    /// <exception cref="RpcException">The node does not answer, or refuses.</exception>
    public Task<TransactionReceipt> CallWithRoomAsync(string what, Address to, byte[] input, ulong room, CancellationToken cancellationToken = default) =>
        SendAsync(what, new CallRequest(to, input) { From = Address }, BlockReference.Latest, cancellationToken, room);

    /// <summary>Calls a contract that asks for the number of the block it runs in: tried in the block that is being made, not again in the last one.</summary>
    /// <exception cref="TransactionFailedException">It reverts.</exception>
    /// <exception cref="RpcException">The node does not answer, or refuses.</exception>
    public Task<TransactionReceipt> CallInNextBlockAsync(string what, Address to, byte[] input, CancellationToken cancellationToken = default) =>
        SendAsync(what, new CallRequest(to, input) { From = Address }, BlockReference.Pending, cancellationToken);

    /// <summary>Creates a contract; its address is in the receipt.</summary>
    /// <exception cref="TransactionFailedException">The constructor reverts.</exception>
    /// <exception cref="RpcException">The node does not answer, or refuses.</exception>
    public Task<TransactionReceipt> CreateAsync(string what, byte[] creation, CancellationToken cancellationToken = default) =>
        SendAsync(what, new CallRequest(null, creation) { From = Address }, BlockReference.Latest, cancellationToken);

    /// <summary>Calls a contract with blobs.</summary>
    /// <exception cref="TransactionFailedException">It reverts.</exception>
    /// <exception cref="RpcException">The node does not answer, or refuses.</exception>
    public async Task<TransactionReceipt> CallWithBlobsAsync(string what, Address to, byte[] input, BlobSidecar sidecar, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sidecar);
        Bytes32[] hashes = sidecar.VersionedHashes();
        FeeQuote offer = FeeEstimator.Estimate((await _node.GetFeeHistoryAsync(10, [50], cancellationToken).ConfigureAwait(false)).At(0), new());
        CallRequest call = new(to, input)
        {
            From = Address,
            BlobVersionedHashes = hashes,
            MaxFeePerGas = offer.MaxFeePerGas,
            MaxFeePerBlobGas = offer.MaxFeePerBlobGas,
        };
        ulong gas = await TryAsync(what, call, BlockReference.Latest, cancellationToken).ConfigureAwait(false);
        BlobTransaction draft = new() { ChainId = _chainId, To = to, Data = input, GasLimit = gas, BlobVersionedHashes = hashes };
        return RequireSuccess(what, await _sender.SendAsync(draft, sidecar, cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public void Dispose() => _sender.Dispose();

    private async Task<TransactionReceipt> SendAsync(string what, CallRequest call, BlockReference block, CancellationToken cancellationToken, ulong room = 0)
    {
        ulong gas = room + await TryAsync(what, call, block, cancellationToken).ConfigureAwait(false);
        DynamicFeeTransaction draft = new() { ChainId = _chainId, To = call.To, Data = call.Data, Value = call.Value, GasLimit = gas };
        return RequireSuccess(what, await _sender.SendAsync(draft, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Returns the gas limit. State may change until the transaction is mined, so there is room above the estimate.</summary>
    private async Task<ulong> TryAsync(string what, CallRequest call, BlockReference block, CancellationToken cancellationToken)
    {
        try
        {
            ulong estimate = await _node.EstimateGasAsync(call, block, cancellationToken).ConfigureAwait(false);
            return estimate + estimate * GasMarginPercent / 100;
        }
        catch (ExecutionRevertedException e)
        {
            RevertReason reason = Reason(e);
            throw new TransactionFailedException(what, reason.ToString()!, (reason as RevertReason.Custom)?.Error.Name, e);
        }
    }

    private static RevertReason Reason(ExecutionRevertedException e)
    {
        if (!ContractArtifacts.AreBuilt)
            return e.Reason();
        RevertReason[] readings = [.. new[]
            {
                ContractArtifacts.Rollup, ContractArtifacts.SettlementHub, ContractArtifacts.FraudVerifier, ContractArtifacts.StateStep, ContractArtifacts.BatchVotes, ContractArtifacts.SolvencyOracle,
                ContractArtifacts.ClaimIssuer, ContractArtifacts.ClaimToken,
            }
            .Select(contract => e.Reason(contract.Abi))];
        return readings.FirstOrDefault(reading => reading is not RevertReason.Unknown) ?? readings[0];
    }

    private static TransactionReceipt RequireSuccess(string what, TransactionReceipt receipt) => receipt.Succeeded
        ? receipt
        : throw new TransactionFailedException(what, $"the transaction {receipt.TransactionHash} was mined and reverted", null);
}
