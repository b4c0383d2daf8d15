using System.Net;
using System.Text.Json;
using Plimsoll.Batches;
using Plimsoll.Node.Api;

namespace Plimsoll.Node.Proving;

/// <summary>Signatures from the API of the rollup's node.</summary>
/// <param name="http">How long it is waited for an answer is this client's timeout.</param>
/// <param name="node">The node's address.</param>
public sealed class PublishedBatches(HttpClient http, Uri node) : ISignedBatches
{
    private const int MaxLengthOfSlot = 256; // three elements in hexadecimal with their names take 221

    /// <summary>Reads an answer.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    /// <exception cref="FormatException">A slot is none.</exception>
    public static IReadOnlyList<Slot> Read(ReadOnlySpan<byte> json) =>
        [.. (JsonSerializer.Deserialize<SlotView?[]>(json, JsonSerializerOptions.Web) ?? throw new FormatException("null is no list of slots.")).Select(Read)];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Slot>?> FindAsync(Chain.CommittedBatch batch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        try
        {
            NodeAnswer answer = await NodeAnswer.AskAsync(
                http, new(node, $"batches/{batch.Height}/slots"), known: null, (batch.Header.SlotCount + 1L) * MaxLengthOfSlot, cancellationToken).ConfigureAwait(false);
            return answer.Status == HttpStatusCode.NotFound ? null : Read(answer.Body);
        }
        catch (NodeUnansweredException e)
        {
            throw Refused(e.IsTooLong ? SignatureRefusal.TooLong : SignatureRefusal.NoAnswer, e);
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            throw Refused(SignatureRefusal.Malformed, e);
        }

        SignaturesRefusedException Refused(SignatureRefusal refusal, Exception e) => new(refusal, batch.Height, $"{node} does not say them: {e.Message}", e);
    }

    private static Slot Read(SlotView? view) => view is null ? throw new FormatException("null is no slot.") : new(Element(view.W), Element(view.X), Element(view.Y), Fr.Zero);

    private static Fr Element(string? text) =>
        text is not null && Bytes32.TryParse(text, out Bytes32 bytes) && Fr.TryFromBytes(bytes.Span, out Fr element) ? element : throw new FormatException($"\"{text}\" is no element.");
}
