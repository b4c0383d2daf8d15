using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Attesting;

namespace Plimsoll.Node.Api;

/// <summary>GET /attestations/{batch}: the signatures of this node's attesters for a batch, named by its header hash; GET /attestations: how they are doing.</summary>
internal static class GetAttestations
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/attestations/{batch}", FindAsync).WithSummary("Signatures of this node's attesters for a pending batch, by its header hash");
        routes.MapGet("/attestations", (IEnumerable<Attester> attesters) => attesters.Select(attester => AttesterView.Of(attester.Status)).ToArray())
            .WithSummary("How this node's attesters are doing");
    }

    private static async Task<Results<Ok<AttestationsView>, NotFound>> FindAsync(string batch, IEnumerable<Attester> attesters, CancellationToken cancellationToken)
    {
        if (!Bytes32.TryParse(batch, out Bytes32 headerHash))
            return TypedResults.NotFound();
        List<AttestationView> views = [];
        foreach (Attester attester in attesters)
        {
            foreach (EcdsaSignature signature in await attester.FindAsync(headerHash, cancellationToken).ConfigureAwait(false))
                views.Add(new(attester.Status.Signer.ToString(), Primitives.Hex.Encode(signature.ToBytes())));
        }

        return views.Count > 0 ? TypedResults.Ok(new AttestationsView(headerHash.ToString(), [.. views])) : TypedResults.NotFound();
    }
}

/// <summary>Who signed a batch.</summary>
/// <param name="HeaderHash">The batch.</param>
/// <param name="Signatures">By whom, and how.</param>
public sealed record AttestationsView(string HeaderHash, AttestationView[] Signatures);

/// <summary>One attester's signature.</summary>
/// <param name="Signer">The attester.</param>
/// <param name="Signature">r ‖ s ‖ v, 65 bytes in hexadecimal.</param>
public sealed record AttestationView(string Signer, string Signature);

/// <summary>How an attester is doing.</summary>
/// <param name="Signer">Who signs.</param>
/// <param name="Height">The newest batch that it signed since its start; 0 for none.</param>
/// <param name="Signed">How many it signed since its start.</param>
/// <param name="Refused">How many it refused since its start.</param>
/// <param name="Trouble">Why it does not sign the next batch, if it does not.</param>
public sealed record AttesterView(string Signer, ulong Height, long Signed, long Refused, string? Trouble)
{
    internal static AttesterView Of(AttesterStatus status) => new(status.Signer.ToString(), status.Height, status.Signed, status.Refused, status.Trouble);
}
