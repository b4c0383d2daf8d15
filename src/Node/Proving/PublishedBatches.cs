using System.Net.Http.Json;
using System.Text.Json;
using Plimsoll.Batches;
using Plimsoll.Node.Api;

namespace Plimsoll.Node.Proving;

/// <summary>Signatures from the API of the rollup's node.</summary>
/// <param name="http">Bounds how long and how much is read.</param>
/// <param name="node">The node's address.</param>
public sealed class PublishedBatches(HttpClient http, Uri node) : ISignedBatches
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Slot>?> FindAsync(Chain.CommittedBatch batch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        try
        {
            using HttpResponseMessage response = await http.GetAsync(new Uri(node, $"batches/{batch.Height}/slots"), cancellationToken).ConfigureAwait(false);
            if (response.StatusCode == System.Net.HttpStatusCode.NotFound)
                return null;
            response.EnsureSuccessStatusCode();
            SlotView[]? views = await response.Content.ReadFromJsonAsync<SlotView[]>(JsonSerializerOptions.Web, cancellationToken).ConfigureAwait(false);
            return views?.Select(Read).ToArray();
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or FormatException)
        {
            throw new IOException($"The node {node} does not say the slots of batch {batch.Height}: {e.Message}", e);
        }
    }

    private static Slot Read(SlotView view) => new(Read(view.W), Read(view.X), Read(view.Y), Fr.Zero);

    private static Fr Read(string text) =>
        Bytes32.TryParse(text, out Bytes32 bytes) && Fr.TryFromBytes(bytes.Span, out Fr element) ? element : throw new FormatException($"\"{text}\" is no element.");
}
