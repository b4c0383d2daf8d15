using System.Net;
using System.Net.Http.Headers;
using Plimsoll.Node.Api;
using Plimsoll.Node.Chain;
using Plimsoll.Sequencing;

namespace Plimsoll.Node.Sequencing;

/// <summary>Sealed batches from the API of the node that sequences: for a batcher in another process. It trusts that sequencer as it would one of its own process.</summary>
/// <remarks>What did not change is not sent again (ETag). For one caller at a time.</remarks>
/// <param name="http">How long it is waited for an answer is this client's timeout.</param>
/// <param name="node">The node's address.</param>
/// <param name="identity">The rollup.</param>
/// <param name="committer">Whose batches are wanted.</param>
public sealed class PublishedOutbox(HttpClient http, Uri node, RollupIdentity identity, Address committer) : IBatchOutbox
{
    private readonly long _maxLength = SealedBatchFormat.HeadLength + (long)SealedBatchFormat.SlotLength * identity.Profile.MaxSlots;
    private EntityTagHeaderValue? _tag;
    private SealedBatch? _batch;

    /// <inheritdoc/>
    public async ValueTask<SealedBatch?> FindAsync(ulong height, CancellationToken cancellationToken = default)
    {
        try
        {
            NodeAnswer answer = await NodeAnswer.AskAsync(http, new(node, $"batches/{height}/sealed"), _batch?.Number == height ? _tag : null, _maxLength, cancellationToken).ConfigureAwait(false);
            if (answer.Status == HttpStatusCode.NotModified)
                return _batch;
            (_tag, _batch) = (null, null);
            if (answer.Status == HttpStatusCode.NotFound)
                return null;
            SealedBatch batch = Read(answer.Body, height);
            (_tag, _batch) = (answer.Tag, batch);
            return batch;
        }
        catch (NodeUnansweredException e)
        {
            throw Refused(e.IsTooLong ? BatchRefusal.TooLong : BatchRefusal.NoAnswer, height, e.Message, e);
        }
    }

    private SealedBatch Read(ReadOnlySpan<byte> bytes, ulong height)
    {
        if (!SealedBatchFormat.TryDecode(bytes, out SealedBatch? batch))
            throw Refused(BatchRefusal.Malformed, height, $"{bytes.Length} bytes that are no batch");
        return batch!.Number == height && batch.Context.ChainId == identity.ChainId && batch.Context.Rollup == identity.Rollup && batch.Context.Committer == committer
            ? batch
            : throw Refused(BatchRefusal.OtherBatch, height, $"batch {batch.Number} of {batch.Context.Committer} on rollup {batch.Context.Rollup}, chain {batch.Context.ChainId}");
    }

    private BatchRefusedException Refused(BatchRefusal refusal, ulong height, string what, Exception? inner = null) => new(refusal, height, $"{node} answers: {what}", inner);
}
