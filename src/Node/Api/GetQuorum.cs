using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Plimsoll.Node.Attesting;

namespace Plimsoll.Node.Api;

/// <summary>GET /quorum: how the collector of signatures is doing, where this node runs one.</summary>
internal static class GetQuorum
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/quorum", (QuorumVoter voter) => QuorumView.Of(voter.Status)).WithSummary("How the collector of attesters' signatures is doing");
}

/// <summary>How a collector of signatures is doing.</summary>
/// <param name="Quorum">How many attesters have to sign; 0 before they were read from L1.</param>
/// <param name="Members">Who attests.</param>
/// <param name="Voted">How many votes it brought to L1 since its start.</param>
/// <param name="Waiting">How many pending batches have no vote.</param>
/// <param name="Unsettled">Of how many of them L1 has not finalized the commit.</param>
/// <param name="Attesters">What the places said that are asked.</param>
/// <param name="Trouble">Why the oldest waiting batch has no vote, if attesters could have signed it.</param>
public sealed record QuorumView(int Quorum, string[] Members, long Voted, int Waiting, int Unsettled, AskedStatus[] Attesters, string? Trouble)
{
    internal static QuorumView Of(QuorumStatus status) => new(
        status.Quorum, [.. status.Members.Select(member => member.ToString())], status.Voted, status.Waiting, status.Unsettled, [.. status.Attesters], status.Trouble);
}
