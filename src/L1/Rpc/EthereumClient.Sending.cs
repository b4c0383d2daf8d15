using Plimsoll.L1.Transactions;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Rpc;

/// <content>Sending signed transactions.</content>
public sealed partial class EthereumClient
{
    /// <summary>Hands a signed transaction to the node; handing it over again is no error.</summary>
    /// <returns>The transaction's hash. That it is known says nothing yet about its being mined.</returns>
    /// <exception cref="RpcServerException">The node does not take it: funds, nonce, fees.</exception>
    public Task<Bytes32> SendAsync(SignedTransaction transaction, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        return transaction.Transaction is BlobTransaction
            ? throw new ArgumentException("A blob transaction travels with its blobs: send the pooled form.", nameof(transaction))
            : SendAsync(transaction.Encode(), transaction.Hash(), cancellationToken);
    }

    /// <summary>Hands a signed transaction and its blobs to the node; handing it over again is no error.</summary>
    /// <returns>The transaction's hash. That it is known says nothing yet about its being mined.</returns>
    /// <exception cref="RpcServerException">The node does not take it: funds, nonce, fees, proofs.</exception>
    public Task<Bytes32> SendAsync(PooledBlobTransaction transaction, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        return SendAsync(transaction.Encode(), transaction.Signed.Hash(), cancellationToken);
    }

    private async Task<Bytes32> SendAsync(byte[] encoded, Bytes32 hash, CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(
                new("eth_sendRawTransaction", Hex.Encode(encoded)),
                value => value.Bytes32() == hash ? hash : throw value.Refuse($"the transaction's hash {hash}"),
                cancellationToken).ConfigureAwait(false);
        }
        catch (RpcServerException e) when (IsKnown(e))
        {
            return hash;
        }
        catch (RpcServerException)
        {
            // An attempt whose answer was lost may have got through: then this one is refused for what happened since, a nonce that is used or fees that rose.
            if (await GetTransactionAsync(hash, cancellationToken).ConfigureAwait(false) is null)
                throw;
            return hash;
        }
    }

    private static bool IsKnown(RpcServerException e) =>
        e.ServerMessage.Contains("already known", StringComparison.OrdinalIgnoreCase)
        || e.ServerMessage.Contains("already imported", StringComparison.OrdinalIgnoreCase);
}
