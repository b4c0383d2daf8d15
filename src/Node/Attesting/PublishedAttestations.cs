using System.Net;
using System.Text.Json;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Api;

namespace Plimsoll.Node.Attesting;

/// <summary>Signatures from the API of another attester's node.</summary>
/// <param name="http">Bounds how long and how much is read, and follows no redirect.</param>
/// <param name="node">The node's address.</param>
public sealed class PublishedAttestations(HttpClient http, Uri node) : IAttestations
{
    /// <summary>The most that an answer may hold, in bytes.</summary>
    public const int MaxLength = 1 << 16;

    /// <summary>The most signatures that one node is asked to be judged for: each costs a recovery.</summary>
    public const int MaxSignatures = 256;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<EcdsaSignature>> FindAsync(Bytes32 headerHash, CancellationToken cancellationToken = default)
    {
        try
        {
            using HttpResponseMessage answer = await http.GetAsync(new Uri(node, $"attestations/{headerHash}"), cancellationToken).ConfigureAwait(false);
            if (answer.StatusCode == HttpStatusCode.NotFound)
                return [];
            if (answer.StatusCode != HttpStatusCode.OK)
                throw new HttpRequestException($"it answers {(int)answer.StatusCode}");
            return Read(await answer.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or InvalidDataException || e is TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new IOException($"The attester's node {node} does not say what it signed for {headerHash}: {e.Message}", e);
        }
    }

    /// <summary>Reads an answer; signatures in another than the one accepted form are left out.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    /// <exception cref="InvalidDataException">It holds too many signatures.</exception>
    internal static IReadOnlyList<EcdsaSignature> Read(ReadOnlySpan<byte> json)
    {
        AttestationView?[] views = JsonSerializer.Deserialize<AttestationsView>(json, JsonSerializerOptions.Web)?.Signatures ?? [];
        if (views.Length > MaxSignatures)
            throw new InvalidDataException($"it names {views.Length} signatures, and {MaxSignatures} are the most");
        List<EcdsaSignature> signatures = [];
        byte[] bytes = new byte[EcdsaSignature.ByteLength];
        foreach (AttestationView? view in views)
        {
            if (view?.Signature is { } text && Primitives.Hex.TryDecodeExactly(text, bytes) && EcdsaSignature.TryFromBytes(bytes, out EcdsaSignature signature))
                signatures.Add(signature);
        }

        return signatures;
    }
}
