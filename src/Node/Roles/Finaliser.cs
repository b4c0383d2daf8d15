using Plimsoll.L1.Rpc;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;

namespace Plimsoll.Node.Roles;

/// <summary>Makes right batches final when enough kinds of proof speak for them, and frees the bonds that early finality left. Anybody can.</summary>
public sealed class Finaliser : Role
{
    private readonly Verifier _verifier;
    private readonly ContractSender _sender;
    private VerifiedCut? _done;

    /// <summary>Makes a finaliser.</summary>
    /// <param name="verifier">Says what is right; hosted beside it.</param>
    /// <param name="sender">Sends for the finaliser's account.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="onTrouble">Is told what passes by itself, lost races included.</param>
    public Finaliser(Verifier verifier, ContractSender sender, TimeProvider? time = null, Action<Exception>? onTrouble = null)
        : base(time, onTrouble)
    {
        ArgumentNullException.ThrowIfNull(verifier);
        ArgumentNullException.ThrowIfNull(sender);
        (_verifier, _sender) = (verifier, sender);
    }

    /// <inheritdoc/>
    public override async Task StepAsync(CancellationToken cancellationToken = default)
    {
        VerifiedCut verified = await _verifier.NextAsync(_done, cancellationToken).ConfigureAwait(false);
        await ActAsync(verified, cancellationToken).ConfigureAwait(false);
        _done = verified;
    }

    /// <summary>Finalises what a verified cut allows, in one transaction.</summary>
    /// <returns>How many batches became final.</returns>
    /// <exception cref="TransactionFailedException">Somebody else was faster.</exception>
    /// <exception cref="RpcException">The node does not answer, or refuses.</exception>
    public async Task<int> ActAsync(VerifiedCut verified, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(verified);
        IReadOnlyList<CommittedBatch> batches = FinaliserRules.Decide(verified);
        IReadOnlyList<CommittedBatch> free = FinaliserRules.Releasable(verified.Cut);
        if (batches.Count + free.Count == 0)
            return 0;
        byte[][] calls = [.. batches.Select(batch => RollupCalls.Finalise(batch.Header)), .. free.Select(batch => RollupCalls.ReleaseBond(batch.Header))];
        byte[] input = calls.Length == 1 ? calls[0] : RollupCalls.Multicall(calls);
        await _sender.CallAsync($"finalise {batches.Count}, free {free.Count} bonds", verified.Cut.Identity.Rollup, input, cancellationToken: cancellationToken).ConfigureAwait(false);
        return batches.Count;
    }
}
