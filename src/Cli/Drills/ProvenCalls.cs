using Plimsoll.Cli.Devnets;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Proving;

namespace Plimsoll.Cli.Drills;

/// <summary>The calls by which batches were proven, as everybody can read them on L1.</summary>
internal static class ProvenCalls
{
    /// <summary>Finds the call that proved the batch of a height.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static async Task<ValidityCall> FindAsync(DrillStage stage, ulong height, CancellationToken cancellationToken)
    {
        RollupHistory history = await RollupHistory.ReadAsync(stage.Chain.Node, stage.Rollup.Address, cancellationToken).ConfigureAwait(false);
        RollupEvent.BatchCommitted batch = history.Of<RollupEvent.BatchCommitted>().First(entry => entry.Event.Height == height).Event;
        Log vote = history.Of<RollupEvent.VoteRecorded>().First(entry => entry.Event.HeaderHash == batch.HeaderHash).Log;
        KnownTransaction? transaction = await stage.Chain.Node.GetTransactionAsync(vote.TransactionHash, cancellationToken).ConfigureAwait(false);
        return (transaction is null ? null : ValidityCall.Read(transaction.Data.Span)) ?? throw new InvalidOperationException($"The proof of batch {height} is not on L1.");
    }
}
