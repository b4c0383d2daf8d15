using Plimsoll.Batches;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;

namespace Plimsoll.Node.Roles;

/// <summary>Makes right batches final when enough kinds of proof speak for them, frees bonds (those that early finality left, and its committer's when batches fell with a wrong one), and pays what waited for the outflow quota. Anybody can.</summary>
public sealed class Finaliser : Role
{
    private readonly Verifier _verifier;
    private readonly ContractSender _sender;
    private readonly HubContract _hub;
    private readonly Address? _committer;
    private VerifiedCut? _done;

    /// <summary>Makes a finaliser.</summary>
    /// <param name="verifier">Says what is right; hosted beside it.</param>
    /// <param name="sender">Sends for the finaliser's account.</param>
    /// <param name="hub">Has what waits to be paid.</param>
    /// <param name="committer">Whose bonds it asks for; null for nobody's.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="onTrouble">Is told what passes by itself, lost races included.</param>
    public Finaliser(Verifier verifier, ContractSender sender, HubContract hub, Address? committer = null, TimeProvider? time = null, Action<Exception>? onTrouble = null)
        : base(time, onTrouble)
    {
        ArgumentNullException.ThrowIfNull(verifier);
        ArgumentNullException.ThrowIfNull(sender);
        ArgumentNullException.ThrowIfNull(hub);
        (_verifier, _sender, _hub, _committer) = (verifier, sender, hub, committer);
    }

    /// <inheritdoc/>
    public override async Task StepAsync(CancellationToken cancellationToken = default)
    {
        VerifiedCut verified = await _verifier.NextAsync(_done, cancellationToken).ConfigureAwait(false);
        await ActAsync(verified, cancellationToken).ConfigureAwait(false);
        _done = verified;
    }

    /// <summary>Finalises what a verified cut allows, in one transaction, asks for bonds in another, and pays each token's line as far as the quota reaches.</summary>
    /// <returns>How many batches became final.</returns>
    /// <exception cref="TransactionFailedException">Somebody else was faster.</exception>
    /// <exception cref="RpcException">The node does not answer, or refuses.</exception>
    public async Task<int> ActAsync(VerifiedCut verified, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(verified);
        Address rollup = verified.Cut.Identity.Rollup;
        int finalised = await SendAsync("finalise", FinaliserRules.Decide(verified), RollupCalls.Finalise).ConfigureAwait(false);
        await SendAsync("free the bonds of", FinaliserRules.Releasable(verified.Cut), RollupCalls.ReleaseBond).ConfigureAwait(false);
        if (_committer is { } committer)
            await SendAsync("release the bonds of", FinaliserRules.Releases(verified.Cut, committer), RollupCalls.ReleaseBond).ConfigureAwait(false);
        foreach (Address token in verified.Cut.Payouts.Keys)
            await PayAsync(verified.Cut.Identity.Profile, token, cancellationToken).ConfigureAwait(false);
        return finalised;

        async Task<int> SendAsync(string what, IReadOnlyList<CommittedBatch> batches, Func<BatchHeader, byte[]> call)
        {
            if (batches.Count == 0)
                return 0;
            byte[][] calls = [.. batches.Select(batch => call(batch.Header))];
            byte[] input = calls.Length == 1 ? calls[0] : RollupCalls.Multicall(calls);
            await _sender.CallAsync($"{what} {calls.Length}", rollup, input, cancellationToken: cancellationToken).ConfigureAwait(false);
            return calls.Length;
        }
    }

    private async Task PayAsync(RollupProfile profile, Address token, CancellationToken cancellationToken)
    {
        (UInt256 waiting, _) = await _hub.GetWaitingAsync(token, BlockReference.Latest, cancellationToken).ConfigureAwait(false);
        if (waiting.IsZero)
            return;
        UInt256 escrow = await _hub.GetEscrowAsync(token, BlockReference.Latest, cancellationToken).ConfigureAwait(false);
        UInt256 left = await _hub.GetQuotaLeftAsync(token, BlockReference.Latest, cancellationToken).ConfigureAwait(false);
        if (FinaliserRules.PaysNow(profile, escrow, waiting, left))
            await _hub.PayWaitingAsync(_sender, token, FinaliserRules.MaxPayouts, cancellationToken).ConfigureAwait(false);
    }
}
