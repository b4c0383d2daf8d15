using System.Net;
using System.Net.Http.Headers;
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
        // The client's own timeout ends with the headers.
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(http.Timeout);
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(node, $"batches/{height}/sealed"));
        if (_tag is not null && _batch?.Number == height)
            request.Headers.IfNoneMatch.Add(_tag);
        try
        {
            using HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.NotModified && _batch?.Number == height)
                return _batch;
            (_tag, _batch) = (null, null);
            if (response.StatusCode == HttpStatusCode.NotFound)
                return null;
            response.EnsureSuccessStatusCode();
            await response.Content.LoadIntoBufferAsync(_maxLength, patience.Token).ConfigureAwait(false);
            SealedBatch batch = Read(await response.Content.ReadAsByteArrayAsync(patience.Token).ConfigureAwait(false), height);
            (_tag, _batch) = (response.Headers.ETag, batch);
            return batch;
        }
        catch (HttpRequestException e)
        {
            throw Refused(e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded ? BatchRefusal.TooLong : BatchRefusal.NoAnswer, height, e.Message, e);
        }
        catch (Exception e) when (e is IOException and not BatchRefusedException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw Refused(BatchRefusal.NoAnswer, height, e.Message, e);
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
