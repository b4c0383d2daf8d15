using System.Net;
using System.Text.Json;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Api;

namespace Plimsoll.Node.Attesting;

/// <summary>Signatures from the API of another attester's node.</summary>
/// <param name="http">How long it is waited for an answer is this client's timeout; it follows no redirect.</param>
/// <param name="node">The node's address, with or without a slash at its end.</param>
public sealed class PublishedAttestations(HttpClient http, Uri node) : IAttestations
{
    /// <summary>The most that an answer may hold, in bytes.</summary>
    public const int MaxLength = 1 << 16;

    /// <summary>The most signatures that one node is asked to be judged for: each costs a recovery.</summary>
    public const int MaxSignatures = 256;

    private readonly Uri _node = new($"{node.ToString().TrimEnd('/')}/");

    /// <inheritdoc/>
    public string Name => _node.ToString();

    /// <inheritdoc/>
    public async Task<IReadOnlyList<EcdsaSignature>> FindAsync(Bytes32 headerHash, CancellationToken cancellationToken = default)
    {
        try
        {
            NodeAnswer answer = await NodeAnswer.AskAsync(http, new(_node, $"attestations/{headerHash}"), known: null, MaxLength, cancellationToken).ConfigureAwait(false);
            return answer.Status == HttpStatusCode.NotFound ? [] : Read(answer.Body);
        }
        catch (NodeUnansweredException e)
        {
            throw new IOException(e.IsTooLong ? $"it says more than {MaxLength} bytes" : e.Message, e);
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            throw new IOException($"it does not say what it signed: {e.Message}", e);
        }
    }

    /// <summary>Reads an answer; a signature in another than the one accepted form is read as one that nobody made.</summary>
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
            bool isOne = view?.Signature is { } text && Primitives.Hex.TryDecodeExactly(text, bytes);
            signatures.Add(isOne && EcdsaSignature.TryFromBytes(bytes, out EcdsaSignature signature) ? signature : default);
        }

        return signatures;
    }
}
