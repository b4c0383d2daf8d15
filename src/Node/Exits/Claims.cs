using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Roles;
using Plimsoll.State;

namespace Plimsoll.Node.Exits;

/// <summary>Builds the calls that pay what final states owe.</summary>
public static class Claims
{
    /// <summary>Returns the call that pays one account, or null when nothing is owed under the last final root.</summary>
    /// <param name="verifier">Knows the final state.</param>
    /// <param name="index">The account.</param>
    /// <param name="recipient">Zero for the owner; only the owner names another.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static Task<byte[]?> OfAsync(Verifier verifier, uint index, Address recipient = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(verifier);
        return verifier.ReadFinalAsync(
            (state, verified) => Owed(verified.Cut, state, index).IsZero
                ? null
                : RollupCalls.Claim(state.Root, state[index], state.ProveAccount(index), recipient),
            cancellationToken);
    }

    /// <summary>Returns the call that pays several accounts at once, each to its owner, or null when none is owed anything.</summary>
    /// <param name="verifier">Knows the final state.</param>
    /// <param name="indices">The accounts; those that are owed nothing are left out.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static Task<byte[]?> OfManyAsync(Verifier verifier, IEnumerable<uint> indices, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(verifier);
        return verifier.ReadFinalAsync(
            (state, verified) =>
            {
                uint[] owed = [.. indices.Distinct().Order().Where(index => !Owed(verified.Cut, state, index).IsZero)];
                return owed.Length == 0
                    ? null
                    : RollupCalls.ClaimMany(state.Root, [.. owed.Select(index => (index, state[index]))], state.AccountSiblings(owed), state.FeeRoot, state.PackedCounters);
            },
            cancellationToken);
    }

    /// <summary>What an account withdrew in a final state beyond what it was paid, or has waiting.</summary>
    public static UInt256 Owed(RollupCut cut, RollupState final, uint index)
    {
        ArgumentNullException.ThrowIfNull(cut);
        ArgumentNullException.ThrowIfNull(final);
        Account account = final[index];
        if (account.IsEmpty)
            return UInt256.Zero;
        UInt256 total = account.Withdrawn.ToUInt256(), paid = cut.Claimed.GetValueOrDefault(new(index, account.Owner, cut.Identity.Tokens[account.Token]));
        return total > paid ? total - paid : UInt256.Zero;
    }
}
