using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Plimsoll.Node.Sequencing;

namespace Plimsoll.Node.Api;

/// <summary>GET /accounts?owner=: all accounts of an owner, at most a thousand.</summary>
internal static class GetAccounts
{
    private const int MaxAccounts = 1_000;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/accounts", HandleAsync).WithSummary("The accounts of an owner").ProducesProblem(400);

    private static async Task<Results<Ok<AccountView[]>, ProblemHttpResult>> HandleAsync(
        string owner, SequencerService sequencer, AccountDirectory directory, CancellationToken cancellationToken)
    {
        if (!Address.TryParseIgnoringCase(owner, out Address address))
            return Problems.Malformed("The owner is an address: 40 hexadecimal digits.");
        IReadOnlyList<uint> indices = directory.Of(address);
        AccountView[] accounts = await sequencer.ReadAsync(
            it => indices.Take(MaxAccounts).Select(index => (Index: index, Account: it.State[index])).Where(pair => pair.Account.Owner == address)
                .Select(pair => AccountView.Of(pair.Index, pair.Account)).ToArray(),
            cancellationToken).ConfigureAwait(false);
        return TypedResults.Ok(accounts);
    }
}
