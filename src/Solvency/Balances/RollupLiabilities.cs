using Plimsoll.State;

namespace Plimsoll.Solvency.Balances;

/// <summary>What a rollup of ours owes in one token: the right side of iSOL-001, in its parts.</summary>
/// <param name="Balances">Σ balances.</param>
/// <param name="Pots">Fees that nobody has collected.</param>
/// <param name="Unclaimed">Σ (withdrawn − claimed)⁺; after a freeze Σ (withdrawn + balance − claimed)⁺, and balances are 0.</param>
/// <param name="Queued">Deposits on L1 that the state has not consumed.</param>
/// <param name="OverClaimed">What the hub recorded beyond anything the state owes: above 0 only if something is wrong.</param>
public readonly record struct RollupLiabilities(UInt256 Balances, UInt256 Pots, UInt256 Unclaimed, UInt256 Queued, UInt256 OverClaimed)
{
    /// <summary>Adds up a state, for every token of the rollup.</summary>
    /// <remarks>One pass over the accounts. Sums cannot overflow: at most 2^30 accounts of less than 2^129 each.</remarks>
    /// <param name="state">After the last batch that counts.</param>
    /// <param name="claimed">What the hub has recorded; keys that fit no account count as claimed beyond what is owed.</param>
    /// <param name="queue">Items that the state has not consumed.</param>
    /// <param name="isFrozen">Whether the escape is open, so that claims reach the balance as well.</param>
    /// <returns>The tokens in which there is anything.</returns>
    public static SortedDictionary<byte, RollupLiabilities> Of(
        RollupState state, IReadOnlyDictionary<ClaimKey, UInt128> claimed, IEnumerable<QueuedOperation> queue, bool isFrozen = false)
    {
        SortedDictionary<byte, RollupLiabilities> sums = [];
        HashSet<ClaimKey> seen = [];
        foreach ((uint index, Account account) in state.Accounts())
        {
            ClaimKey key = new(index, account.Owner, account.Token);
            UInt256 taken = Wide(claimed.GetValueOrDefault(key)), due = Wide(account.Withdrawn) + (isFrozen ? Wide(account.Balance) : UInt256.Zero);
            seen.Add(key);
            RollupLiabilities sum = sums.GetValueOrDefault(account.Token);
            sums[account.Token] = sum with
            {
                Balances = sum.Balances + (isFrozen ? UInt256.Zero : Wide(account.Balance)),
                Unclaimed = sum.Unclaimed + Above(due, taken),
                OverClaimed = sum.OverClaimed + Above(taken, due),
            };
        }

        foreach ((ClaimKey key, UInt128 amount) in claimed)
        {
            if (!seen.Contains(key))
                Add(key.Token, sum => sum with { OverClaimed = sum.OverClaimed + Wide(amount) });
        }

        foreach (QueuedOperation.Deposit deposit in queue.OfType<QueuedOperation.Deposit>())
            Add(deposit.Token, sum => sum with { Queued = sum.Queued + Wide(deposit.Amount) });
        for (int token = 0; token < RollupState.TokenCount; token++)
        {
            if (state.Pot((byte)token) is var pot && pot != UInt128.Zero)
                Add((byte)token, sum => sum with { Pots = Wide(pot) });
        }

        return sums;

        void Add(byte token, Func<RollupLiabilities, RollupLiabilities> change) => sums[token] = change(sums.GetValueOrDefault(token));
    }

    /// <summary>The line of the balance sheet.</summary>
    /// <param name="token">The token's name on L1.</param>
    /// <param name="escrow">What the hub holds for the rollup.</param>
    /// <param name="waiting">What the hub has promised and not yet paid.</param>
    public TokenBalance With(string token, UInt256 escrow, UInt256 waiting) => new(token, escrow, Balances + Pots, Queued, Unclaimed + waiting);

    private static UInt256 Above(UInt256 a, UInt256 b) => UInt256.TrySubtract(a, b, out UInt256 difference) ? difference : UInt256.Zero;

    private static UInt256 Wide(UInt128 value) => ((UInt256)(ulong)(value >> 64) << 64) + (ulong)value;
}
