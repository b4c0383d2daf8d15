using Microsoft.Extensions.Hosting;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Chain;

namespace Plimsoll.Node.Sequencing;

/// <summary>Tells the sequencer, block by block, what blobs cost: when they are dear, batches wait longer.</summary>
/// <param name="node">The node.</param>
/// <param name="tracker">Says that there is a new block; hosted beside it.</param>
/// <param name="settlement">Is told.</param>
/// <param name="onTrouble">Is told what passes by itself.</param>
public sealed class BlobPrices(EthereumClient node, ChainTracker tracker, ChainSettlement settlement, Action<Exception>? onTrouble = null) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (RollupCut? known = null; ;)
        {
            known = await tracker.NextAsync(known, stoppingToken).ConfigureAwait(false);
            try
            {
                UInt256 price = await node.GetBlobBaseFeeAsync(stoppingToken).ConfigureAwait(false);
                settlement.BlobPrice = price.FitsUInt64 ? (ulong)price : ulong.MaxValue;
            }
            catch (RpcException e)
            {
                onTrouble?.Invoke(e); // the next block asks again
            }
        }
    }
}
