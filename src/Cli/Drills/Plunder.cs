using Plimsoll.Cli.Devnets;
using Plimsoll.Node.Contracts;
using Plimsoll.State;

namespace Plimsoll.Cli.Drills;

/// <summary>What a thief does when nobody stopped the lie: waits until it is final, and claims.</summary>
internal static class Plunder
{
    /// <summary>Tries to make the liar's head final and to claim Mallory's accounts under its root.</summary>
    /// <returns>Whether L1 paid.</returns>
    public static async Task<bool> TryAsync(DrillStage stage, HandOperator liar, CancellationToken cancellationToken)
    {
        await stage.Chain.PassAsync(stage.Profile.ChallengeWindow + 1, cancellationToken).ConfigureAwait(false);
        try
        {
            await stage.Mallory.Sender.CallAsync("finalise", stage.Rollup.Address, RollupCalls.Finalise(liar.Head), default, cancellationToken).ConfigureAwait(false);
            foreach ((uint index, Account account) in liar.State.Accounts().Where(entry => entry.Account.Owner == stage.Mallory.Address).ToArray())
            {
                byte[] claim = RollupCalls.Claim(liar.State.Root, account, liar.State.ProveAccount(index), default);
                await stage.Mallory.Sender.CallAsync("claim", stage.Rollup.Address, claim, default, cancellationToken).ConfigureAwait(false);
            }

            return true;
        }
        catch (TransactionFailedException)
        {
            return false; // what a thief is told
        }
    }
}
