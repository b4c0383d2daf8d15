using Plimsoll.Batches;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;

namespace Plimsoll.Node.Roles;

/// <summary>Makes right batches final when enough kinds of proof speak for them, and frees bonds: those that early finality left, and its committer's when batches fell with a wrong one. Anybody can.</summary>
public sealed class Finaliser : Role
{
    private readonly Verifier _verifier;
    private readonly ContractSender _sender;
    private readonly Address? _committer;
    private VerifiedCut? _done;

    /// <summary>Makes a finaliser.</summary>
    /// <param name="verifier">Says what is right; hosted beside it.</param>
    /// <param name="sender">Sends for the finaliser's account.</param>
    /// <param name="committer">Whose bonds it asks for; null for nobody's.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="onTrouble">Is told what passes by itself, lost races included.</param>
    public Finaliser(Verifier verifier, ContractSender sender, Address? committer = null, TimeProvider? time = null, Action<Exception>? onTrouble = null)
        : base(time, onTrouble)
    {
        ArgumentNullException.ThrowIfNull(verifier);
        ArgumentNullException.ThrowIfNull(sender);
        (_verifier, _sender, _committer) = (verifier, sender, committer);
    }

    /// <inheritdoc/>
    public override async Task StepAsync(CancellationToken cancellationToken = default)
    {
        VerifiedCut verified = await _verifier.NextAsync(_done, cancellationToken).ConfigureAwait(false);
        await ActAsync(verified, cancellationToken).ConfigureAwait(false);
        _done = verified;
    }

    /// <summary>Finalises what a verified cut allows, in one transaction, and asks for bonds in another.</summary>
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
}
