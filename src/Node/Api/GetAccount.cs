using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Plimsoll.Node.Sequencing;
using Plimsoll.State;

namespace Plimsoll.Node.Api;

/// <summary>GET /accounts/{index}: one account.</summary>
internal static class GetAccount
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/accounts/{index}", HandleAsync).WithSummary("One account, as of the last operation");

    private static async Task<Results<Ok<AccountView>, NotFound>> HandleAsync(uint index, SequencerService sequencer, CancellationToken cancellationToken)
    {
        Account account = await sequencer.ReadAsync(it => it.State[index], cancellationToken).ConfigureAwait(false);
        return account.IsEmpty ? TypedResults.NotFound() : TypedResults.Ok(AccountView.Of(index, account));
    }
}
