using Plimsoll.L1.Rpc;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Roles;
using Plimsoll.State;

namespace Plimsoll.Node.Exits;

/// <summary>The way out when every operator is gone: from L1 data alone, for anybody, by anybody (iEXI-001).</summary>
/// <remarks>Needs no operator's API and no prover. Each method looks at the chain first and does what can be done then; call it again until it is done.</remarks>
public sealed class EscapeKit
{
    // Each takes some 400,000 gas at depth 12; a transaction may have 2^24 (EIP-7825).
    private const int MaxTogether = 16;

    private readonly ChainTracker _tracker;
    private readonly Verifier _verifier;
    private readonly ContractSender _sender;

    /// <summary>Makes the kit over a tracker and a verifier that nobody else drives, and an account that pays the gas.</summary>
    public EscapeKit(ChainTracker tracker, Verifier verifier, ContractSender sender)
    {
        ArgumentNullException.ThrowIfNull(tracker);
        ArgumentNullException.ThrowIfNull(verifier);
        ArgumentNullException.ThrowIfNull(sender);
        (_tracker, _verifier, _sender) = (tracker, verifier, sender);
    }

    /// <summary>Looks at the chain and does the next thing that opens the way: freezes, makes a batch final, or removes one that was not proven.</summary>
    /// <returns>The stage after that, and when the next can begin by itself.</returns>
    /// <exception cref="TransactionFailedException">Somebody else was faster; call again.</exception>
    /// <exception cref="RpcException">The node does not answer, or refuses.</exception>
    public async Task<(EscapeStage Stage, ulong? NextAt)> OpenAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            await _tracker.PollAsync(cancellationToken).ConfigureAwait(false);
            RollupCut cut = _tracker.Current;
            (EscapeStage stage, ulong? nextAt) = EscapeRules.Decide(cut);
            byte[]? input = stage switch
            {
                EscapeStage.Freezable => RollupCalls.Freeze(),
                EscapeStage.Finalisable => RollupCalls.Finalise(cut.OldestPending!.Header),
                EscapeStage.Unproven => RollupCalls.DropUnproven(cut.OldestPending!.Header, cut.LastFinal),
                _ => null,
            };
            if (input is null)
                return (stage, nextAt);
            await _sender.CallAsync($"open the way out ({stage})", cut.Identity.Rollup, input, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Pays everything that the last final state owes to an owner, and gives back the owner's deposits that it has not consumed.</summary>
    /// <param name="owner">Whose accounts; null for everybody's.</param>
    /// <param name="cancellationToken">Stops between transactions.</param>
    /// <returns>What was owed, by account and by deposit; what exceeds an outflow quota waits in its line.</returns>
    /// <exception cref="InvalidOperationException">The way is not open, or the last final batch is wrong: a state that nobody can derive became final.</exception>
    /// <exception cref="TransactionFailedException">A payment reverts.</exception>
    /// <exception cref="BlobsMissingException">The last final state cannot be derived: no source has its blobs.</exception>
    public async Task<EscapeResult> EscapeAsync(Address? owner = null, CancellationToken cancellationToken = default)
    {
        await _tracker.PollAsync(cancellationToken).ConfigureAwait(false);
        RollupCut cut = _tracker.Current;
        if (EscapeRules.Decide(cut).Stage != EscapeStage.Open)
            throw new InvalidOperationException("The rollup is not frozen, or batches are pending.");
        await _verifier.VerifyAsync(cut, cancellationToken).ConfigureAwait(false);
        List<(uint Index, Account Account, byte[] Call)> accounts = await _verifier.ReadFinalAsync(
            (state, _) => RequireFinal(state, cut).Accounts()
                .Where(it => (owner is null || it.Account.Owner == owner) && !Owed(cut, it.Index, it.Account).IsZero)
                .Select(it => (it.Index, it.Account, RollupCalls.Escape(it.Account, state.ProveAccount(it.Index), Address.Zero)))
                .ToList(),
            cancellationToken).ConfigureAwait(false);
        List<QueueItem> deposits = [.. Unconsumed(cut).Where(item => owner is null || item.Operation.Owner == owner)];
        await SendAsync("escape", cut.Identity.Rollup, accounts.Select(it => it.Call), cancellationToken).ConfigureAwait(false);
        await SendAsync("refund of deposits", cut.Identity.Rollup, deposits.Select(RollupCalls.RefundDeposit), cancellationToken).ConfigureAwait(false);
        return new([.. accounts.Select(it => (it.Index, it.Account, Owed(cut, it.Index, it.Account)))], deposits);
    }

    private static RollupState RequireFinal(RollupState state, RollupCut cut) => state.Root == cut.LastFinal.NewRoot
        ? state
        : throw new InvalidOperationException("The last final root is not that of the state that L1 data gives.");

    /// <summary>Sends calls, several in a transaction; where one of them reverts, each by itself.</summary>
    private async Task SendAsync(string what, Address rollup, IEnumerable<byte[]> calls, CancellationToken cancellationToken)
    {
        foreach (byte[][] together in calls.Chunk(MaxTogether))
        {
            try
            {
                await _sender.CallAsync(what, rollup, together.Length == 1 ? together[0] : RollupCalls.Multicall(together), cancellationToken: cancellationToken).ConfigureAwait(false);
            }
            catch (TransactionFailedException) when (together.Length > 1)
            {
                foreach (byte[] call in together)
                    await _sender.CallAsync(what, rollup, call, cancellationToken: cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static UInt256 Owed(RollupCut cut, uint index, in Account account)
    {
        UInt256 total = account.Withdrawn.ToUInt256() + account.Balance.ToUInt256();
        UInt256 paid = cut.Claimed.GetValueOrDefault(new(index, account.Owner, cut.Identity.Tokens[account.Token]));
        return total > paid ? total - paid : UInt256.Zero;
    }

    private static IEnumerable<QueueItem> Unconsumed(RollupCut cut) => cut.Queue
        .Skip((int)cut.LastFinal.QueueEnd)
        .Select(entry => entry.Item)
        .Where(item => item.Operation is QueuedOperation.Deposit && !cut.Refunded.Contains(item.Number));
}
