using System.Net;
using System.Net.Http.Headers;

namespace Plimsoll.Node.Api;

/// <summary>What another node's API answers, bounded in time and length.</summary>
/// <param name="Status">OK, NotFound, or NotModified where that was asked for.</param>
/// <param name="Tag">Names what it said; null where it gives no name.</param>
/// <param name="Body">What it said, where it is OK.</param>
internal sealed record NodeAnswer(HttpStatusCode Status, EntityTagHeaderValue? Tag, byte[] Body)
{
    /// <summary>Asks a node.</summary>
    /// <param name="http">How long it is waited for an answer is this client's timeout.</param>
    /// <param name="address">What is asked for.</param>
    /// <param name="known">What is not to be said again; null for nothing.</param>
    /// <param name="maxLength">The most bytes that are read.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    /// <exception cref="NodeUnansweredException">There is no answer, not in time, or a longer one.</exception>
    public static async Task<NodeAnswer> AskAsync(HttpClient http, Uri address, EntityTagHeaderValue? known, long maxLength, CancellationToken cancellationToken)
    {
        // The client's own timeout ends with the headers.
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(http.Timeout);
        using HttpRequestMessage request = new(HttpMethod.Get, address);
        if (known is not null)
            request.Headers.IfNoneMatch.Add(known);
        try
        {
            using HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.NotFound || response.StatusCode == HttpStatusCode.NotModified && known is not null)
                return new(response.StatusCode, response.Headers.ETag, []);
            response.EnsureSuccessStatusCode();
            await response.Content.LoadIntoBufferAsync(maxLength, patience.Token).ConfigureAwait(false);
            return new(HttpStatusCode.OK, response.Headers.ETag, await response.Content.ReadAsByteArrayAsync(patience.Token).ConfigureAwait(false));
        }
        catch (HttpRequestException e)
        {
            throw new NodeUnansweredException(e, isTooLong: e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new NodeUnansweredException(new TimeoutException($"no answer within {http.Timeout.TotalSeconds:0.###} s", e), isTooLong: false);
        }
        catch (IOException e)
        {
            throw new NodeUnansweredException(e, isTooLong: false);
        }
    }
}
