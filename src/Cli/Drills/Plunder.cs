using Plimsoll.Node.Contracts;
using Plimsoll.State;

namespace Plimsoll.Cli.Drills;

/// <summary>What a thief does when nobody stopped the lie: waits until it is final, and claims.</summary>
internal static class Plunder
{
    /// <summary>Lets the window pass, makes final what nobody removed, and tries to claim Mallory's accounts under its root.</summary>
    /// <returns>Whether L1 paid.</returns>
    public static async Task<bool> TryAsync(DrillStage stage, HandOperator liar, CancellationToken cancellationToken)
    {
        await Exits.FinaliseAsync(stage, cancellationToken).ConfigureAwait(false);
        try
        {
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
