using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Exits;
using Plimsoll.Node.Roles;
using Plimsoll.Node.Sequencing;
using Plimsoll.State;

namespace Plimsoll.Node.Api;

/// <summary>GET /withdrawals?owner= and /withdrawals/{index}: how far withdrawals are, a pure function of chain state, with the time left.</summary>
/// <remarks>Where this node sequences as well, what it has confirmed and L1 does not hold yet is the line's end.</remarks>
internal static class GetWithdrawals
{
    private const int MaxAccounts = 256;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/withdrawals", HandleOwnerAsync).WithSummary("How far an owner's withdrawals are, with the time left; accounts without any are left out").ProducesProblem(400).ProducesProblem(503);
        routes.MapGet("/withdrawals/{index}", HandleAsync).WithSummary("How far one account's withdrawals are, with the time left").ProducesProblem(503);
    }

    private static async Task<Results<Ok<WithdrawalView[]>, ProblemHttpResult>> HandleOwnerAsync(
        string owner, Verifier verifier, HubContract hub, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (!Address.TryParseIgnoringCase(owner, out Address address))
            return Problems.Malformed("The owner is an address: 40 hexadecimal digits.");
        if (verifier.Current is null)
            return NotVerified();
        uint[] indices = await verifier.ReadHeadAsync((state, _) => state.Accounts().Where(it => it.Account.Owner == address).Select(it => it.Index).Take(MaxAccounts).ToArray(), cancellationToken)
            .ConfigureAwait(false);
        List<WithdrawalView> views = [];
        foreach (uint index in indices)
        {
            if (await ViewAsync(index, verifier, hub, services, cancellationToken).ConfigureAwait(false) is { Parts.Count: > 0 } view)
                views.Add(view);
        }

        return TypedResults.Ok(views.ToArray());
    }

    private static async Task<Results<Ok<WithdrawalView>, NotFound, ProblemHttpResult>> HandleAsync(
        uint index, Verifier verifier, HubContract hub, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (verifier.Current is null)
            return NotVerified();
        WithdrawalView? view = await ViewAsync(index, verifier, hub, services, cancellationToken).ConfigureAwait(false);
        return view is null ? TypedResults.NotFound() : TypedResults.Ok(view);
    }

    private static async Task<WithdrawalView?> ViewAsync(uint index, Verifier verifier, HubContract hub, IServiceProvider services, CancellationToken cancellationToken)
    {
        Account account = await verifier.ReadHeadAsync((state, _) => state[index], cancellationToken).ConfigureAwait(false);
        UInt128? softConfirmed = null;
        if (services.GetService<SequencerService>() is { } sequencer)
        {
            Account confirmed = await sequencer.ReadAsync(it => it.State[index], cancellationToken).ConfigureAwait(false);
            if (account.IsEmpty)
                account = confirmed;
            if (confirmed.Owner == account.Owner) // else a batch is being built anew
                softConfirmed = confirmed.Withdrawn;
        }

        if (account.IsEmpty)
            return null;
        WithdrawalFacts facts = await Withdrawals.GatherAsync(verifier, hub, index, softConfirmed, cancellationToken).ConfigureAwait(false);
        return WithdrawalView.Of(index, account, facts);
    }

    private static ProblemHttpResult NotVerified() =>
        TypedResults.Problem("Nothing of L1 was verified yet: the node has just begun.", statusCode: StatusCodes.Status503ServiceUnavailable, title: "NotVerified");
}
