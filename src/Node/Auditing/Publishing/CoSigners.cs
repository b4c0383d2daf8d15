using System.Net;
using System.Text.Json;
using Plimsoll.L1.Eip712;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Contracts;

namespace Plimsoll.Node.Auditing.Publishing;

/// <summary>Asks the other auditors for what they say of the same block. Nothing is believed but a signature that the oracle will accept.</summary>
/// <param name="http">Bounded in time and size; the caller disposes it afterwards.</param>
/// <param name="peers">The roots of their APIs.</param>
internal sealed class CoSigners(HttpClient http, IReadOnlyList<Uri> peers)
{
    private static readonly JsonSerializerOptions s_reading = new(AuditJson.Options) { RespectNullableAnnotations = true };

    /// <summary>Collects signed reports of one block, at the same time from all.</summary>
    /// <param name="report">Ours.</param>
    /// <param name="token">Of which token.</param>
    /// <param name="typed">What must have been signed, for a report.</param>
    /// <param name="onTrouble">Is told who did not answer, or not with a report.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<IReadOnlyList<(Address Signer, OracleReport Report, EcdsaSignature Signature)>> CollectAsync(
        AuditReport report, TokenView token, Func<OracleReport, TypedData> typed, Action<Exception>? onTrouble, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(peers.Select(async peer =>
        {
            Uri url = new(peer, $"/v1/chains/{report.Id}/assets/{token.Token}/signed-report?block={report.Cut.Block}");
            try
            {
                using HttpResponseMessage answer = await http.GetAsync(url, cancellationToken).ConfigureAwait(false);
                if (answer.StatusCode != HttpStatusCode.OK)
                    throw new HttpRequestException($"{url} answers {(int)answer.StatusCode}");
                byte[] body = await answer.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
                if (JsonSerializer.Deserialize<SignedReport>(body, s_reading) is { } signed && signed.TryRead(typed, out OracleReport theirs, out EcdsaSignature signature, out Address signer)
                    && theirs.AsOfL1Block == report.Cut.Block && theirs.AsOfTime == report.Cut.Time && theirs.ParametersId.ToString() == report.ParametersId)
                    return (signer, theirs, signature);
                throw new InvalidDataException($"{url} answers with no report of this block under these parameters");
            }
            catch (Exception e) when (e is HttpRequestException or JsonException or InvalidDataException || e is TaskCanceledException && !cancellationToken.IsCancellationRequested)
            {
                onTrouble?.Invoke(e);
                return ((Address, OracleReport, EcdsaSignature)?)null;
            }
        })).ConfigureAwait(false);
        return [.. answers.OfType<(Address, OracleReport, EcdsaSignature)>()];
    }
}
