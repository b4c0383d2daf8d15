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
    /// <summary>The most that an answer may hold, in bytes: the slots of the largest batch.</summary>
    public const int MaxLength = 1 << 24;

    /// <summary>Reads an answer.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    /// <exception cref="FormatException">A slot is none.</exception>
    public static IReadOnlyList<Slot> Read(string json) => [.. (JsonSerializer.Deserialize<SlotView[]>(json, JsonSerializerOptions.Web) ?? []).Select(Read)];

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
        catch (Exception e) when (e is HttpRequestException or JsonException or FormatException || e is TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new IOException($"The node {node} does not say the slots of batch {batch.Height}: {e.Message}", e);
        }
    }

    private static Slot Read(SlotView view) => new(Element(view.W), Element(view.X), Element(view.Y), Fr.Zero);

    private static Fr Element(string text) =>
        Bytes32.TryParse(text, out Bytes32 bytes) && Fr.TryFromBytes(bytes.Span, out Fr element) ? element : throw new FormatException($"\"{text}\" is no element.");
}
