using Plimsoll.Cli.Devnets;
using Plimsoll.Cli.Operations;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Contracts;
using Plimsoll.State;

namespace Plimsoll.Cli.Drills;

/// <summary>How money leaves a stage: by the usual way, and by the last one.</summary>
internal static class Exits
{
    private const ulong Patience = 1;

    /// <summary>Everybody honest withdraws everything through an operator, waits for finality, and claims.</summary>
    public static async Task LeaveAsync(DrillStage stage, HandOperator @operator, CancellationToken cancellationToken, HandOperator.Lie? manner = null)
    {
        List<Operation> operations = [];
        ulong now = await stage.Chain.TimeAsync(cancellationToken).ConfigureAwait(false);
        foreach (Person person in stage.Honest)
        {
            for (byte token = 0; token < stage.Tokens.Count; token++)
            {
                HeldAccount account = DrillStage.Find(@operator.State, person, token);
                if (account.Account.Balance > UInt128.Zero)
                    operations.Add(stage.Signer.Withdraw(stage.KeyOf(person), account, account.Account.Balance, 0, checked((uint)now + 86_400)).Operation);
            }
        }

        await @operator.CommitAsync(operations, manner ?? new(), cancellationToken).ConfigureAwait(false);
        await FinaliseAsync(stage, cancellationToken).ConfigureAwait(false);
        await ClaimAsync(stage, @operator.State, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lets the window pass and makes every pending batch final, as anybody can.</summary>
    public static async Task FinaliseAsync(DrillStage stage, CancellationToken cancellationToken)
    {
        if (stage.Profile.Kinds.HasFlag(ProofKinds.Validity))
            await StageProver.ProveAllAsync(stage, cancellationToken).ConfigureAwait(false);
        await stage.Chain.PassAsync(stage.Profile.ChallengeWindow + Patience, cancellationToken).ConfigureAwait(false);
        RollupHistory history = await RollupHistory.ReadAsync(stage.Chain.Node, stage.Rollup.Address, cancellationToken).ConfigureAwait(false);
        foreach ((RollupEvent.BatchCommitted batch, _) in history.Of<RollupEvent.BatchCommitted>())
        {
            if (await stage.Rollup.GetStatusAsync(batch.HeaderHash, BlockReference.Latest, cancellationToken).ConfigureAwait(false) == BatchStatus.Committed)
                await stage.Helper.Sender.CallAsync("finalise", stage.Rollup.Address, RollupCalls.Finalise(batch.Header), default, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Freezes the rollup, as anybody can when it no longer serves its queue.</summary>
    /// <returns>The block of L1 from which on it is frozen.</returns>
    public static async Task<ulong> FreezeAsync(DrillStage stage, CancellationToken cancellationToken) =>
        (await stage.Carol.Sender.CallAsync("freeze", stage.Rollup.Address, RollupCalls.Freeze(), default, cancellationToken).ConfigureAwait(false)).BlockNumber;

    /// <summary>Every honest user takes everything out of a frozen rollup, to the cold wallet.</summary>
    public static async Task EscapeAsync(DrillStage stage, RollupState state, CancellationToken cancellationToken)
    {
        foreach (Person person in stage.Honest)
        {
            foreach ((uint index, Account account) in state.Accounts().Where(entry => entry.Account.Owner == person.Address).ToArray())
            {
                byte[] call = RollupCalls.Escape(account, state.ProveAccount(index), DrillStage.ColdWalletOf(person));
                await person.Sender.CallAsync("escape", stage.Rollup.Address, call, default, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Every honest user claims every account against a final state, to the cold wallet.</summary>
    public static async Task ClaimAsync(DrillStage stage, RollupState state, CancellationToken cancellationToken)
    {
        foreach (Person person in stage.Honest)
        {
            foreach ((uint index, Account account) in state.Accounts().Where(entry => entry.Account.Owner == person.Address && entry.Account.Withdrawn > UInt128.Zero).ToArray())
            {
                byte[] call = RollupCalls.Claim(state.Root, account, state.ProveAccount(index), DrillStage.ColdWalletOf(person));
                await person.Sender.CallAsync("claim", stage.Rollup.Address, call, default, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
