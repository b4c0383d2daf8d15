using Plimsoll.L1.Fees;
using Plimsoll.L1.Signing;
using Plimsoll.L1.Transactions;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Rpc;

/// <summary>Gets transactions of one account into the chain, one after the other.</summary>
/// <remarks>
/// Chooses nonce and fees, raises the fees when a transaction is stuck, hands it over again when it was dropped or lost in a reorg, and
/// notices when another one took its place. One sender per account: two would fight over nonces. Safe for concurrent use; calls wait for
/// their turn. What was sent before a cancellation or an error may still be mined.
/// </remarks>
public sealed class TransactionSender : IDisposable
{
    private const int MedianPercentile = 50;

    private readonly SemaphoreSlim _turn = new(1);
    private readonly EthereumClient _node;
    private readonly PrivateKey _key;
    private readonly SenderOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Makes a sender for the account of a key, which the caller disposes after it.</summary>
    public TransactionSender(EthereumClient node, PrivateKey key, SenderOptions? options = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(key);
        (_node, _key, _options, _time) = (node, key, options ?? new(), time ?? TimeProvider.System);
    }

    /// <summary>Sends a transaction and returns its receipt when enough blocks hold it. A revert is a receipt like any other.</summary>
    /// <param name="draft">The transaction; its nonce and fees are filled in here.</param>
    /// <param name="cancellationToken">Stops waiting; what was sent stays sent.</param>
    /// <exception cref="TransactionReplacedException">Another transaction took the nonce.</exception>
    /// <exception cref="RpcException">The node refuses the transaction, or does not answer before it was sent.</exception>
    public Task<TransactionReceipt> SendAsync(DynamicFeeTransaction draft, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return SendAsync(false, Sign, cancellationToken);

        Version Sign(ulong nonce, FeeQuote offer)
        {
            SignedTransaction signed = (draft with { Nonce = nonce, MaxPriorityFeePerGas = offer.MaxPriorityFeePerGas, MaxFeePerGas = offer.MaxFeePerGas }).Sign(_key);
            return new(signed.Hash(), cancellation => _node.SendAsync(signed, cancellation));
        }
    }

    /// <summary>Sends a transaction with its blobs and returns its receipt when enough blocks hold it. A revert is a receipt like any other.</summary>
    /// <param name="draft">The transaction; its nonce and fees are filled in here.</param>
    /// <param name="sidecar">The blobs that it names.</param>
    /// <param name="cancellationToken">Stops waiting; what was sent stays sent.</param>
    /// <exception cref="TransactionReplacedException">Another transaction took the nonce.</exception>
    /// <exception cref="RpcException">The node refuses the transaction, or does not answer before it was sent.</exception>
    public Task<TransactionReceipt> SendAsync(BlobTransaction draft, BlobSidecar sidecar, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(sidecar);
        return SendAsync(true, Sign, cancellationToken);

        Version Sign(ulong nonce, FeeQuote offer)
        {
            BlobTransaction priced = draft with
            {
                Nonce = nonce,
                MaxPriorityFeePerGas = offer.MaxPriorityFeePerGas,
                MaxFeePerGas = offer.MaxFeePerGas,
                MaxFeePerBlobGas = offer.MaxFeePerBlobGas,
            };
            PooledBlobTransaction pooled = new(priced.Sign(_key), sidecar);
            return new(pooled.Signed.Hash(), cancellation => _node.SendAsync(pooled, cancellation));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task<TransactionReceipt> SendAsync(bool hasBlobs, Func<ulong, FeeQuote, Version> sign, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ulong nonce = await _node.GetTransactionCountAsync(_key.Address, BlockReference.Pending, cancellationToken).ConfigureAwait(false);
            FeeQuote offer = Cut(await MarketAsync(cancellationToken).ConfigureAwait(false));
            List<Version> versions = [sign(nonce, offer)];
            await versions[0].SendAsync(cancellationToken).ConfigureAwait(false);

            SendRules rules = new(_options.StuckAfterBlocks, _options.Confirmations);
            while (true)
            {
                try
                {
                    (SendView view, TransactionReceipt? receipt) = await LookAsync(nonce, versions, cancellationToken).ConfigureAwait(false);
                    switch (rules.Next(view))
                    {
                        case SendStep.Finish:
                            return receipt!;
                        case SendStep.GiveUp:
                            throw new TransactionReplacedException(_key.Address, nonce, [.. versions.Select(version => version.Hash)]);
                        case SendStep.SendAgain:
                            await TrySendAsync(versions[^1], cancellationToken).ConfigureAwait(false);
                            break;
                        case SendStep.Raise:
                            FeeQuote raised = Replacement.Bump(offer, await MarketAsync(cancellationToken).ConfigureAwait(false), hasBlobs);
                            if (!raised.IsWithin(_options.Limit))
                                break; // it stays as it is: the market may come back
                            offer = raised;
                            Version version = sign(nonce, offer);
                            versions.Add(version);
                            await TrySendAsync(version, cancellationToken).ConfigureAwait(false);
                            break;
                    }
                }
                catch (RpcException e) when (e.IsTransient)
                {
                    // The transaction is on its way: a node that is away for a while is no reason to lose sight of it.
                }

                await Task.Delay(_options.PollInterval, _time, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<(SendView View, TransactionReceipt? Receipt)> LookAsync(ulong nonce, List<Version> versions, CancellationToken cancellationToken)
    {
        ulong latest = await _node.GetBlockNumberAsync(cancellationToken).ConfigureAwait(false);
        ulong count = await _node.GetTransactionCountAsync(_key.Address, BlockReference.Latest, cancellationToken).ConfigureAwait(false);
        TransactionReceipt? receipt = null;
        for (int i = versions.Count - 1; i >= 0 && receipt is null; i--) // any version may be the one that got in
            receipt = await _node.GetReceiptAsync(versions[i].Hash, cancellationToken).ConfigureAwait(false);
        bool isKnown = receipt is not null || await _node.GetTransactionAsync(versions[^1].Hash, cancellationToken).ConfigureAwait(false) is not null;
        return (new(latest, count > nonce, receipt?.BlockNumber, isKnown), receipt);
    }

    /// <summary>Sends a further version; a refusal (a nonce just used, a rise too small) is answered by the next look.</summary>
    private static async Task TrySendAsync(Version version, CancellationToken cancellationToken)
    {
        try
        {
            await version.SendAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (RpcServerException)
        {
        }
    }

    private async Task<FeeQuote> MarketAsync(CancellationToken cancellationToken)
    {
        FeeHistory history = await _node.GetFeeHistoryAsync(_options.RecentBlocks, [MedianPercentile], cancellationToken).ConfigureAwait(false);
        return FeeEstimator.Estimate(history.At(0), _options.Policy);
    }

    private FeeQuote Cut(FeeQuote offer) => new(
        UInt256.Min(offer.MaxPriorityFeePerGas, _options.Limit.MaxPriorityFeePerGas),
        UInt256.Min(offer.MaxFeePerGas, _options.Limit.MaxFeePerGas),
        UInt256.Min(offer.MaxFeePerBlobGas, _options.Limit.MaxFeePerBlobGas));

    /// <summary>One signed form of the transaction; all have the same nonce, so one of them at most gets in.</summary>
    private sealed record Version(Bytes32 Hash, Func<CancellationToken, Task> SendAsync);
}
