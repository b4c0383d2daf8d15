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
    /// <remarks>One pass over the accounts and one over the claims. Sums cannot overflow: at most 2^30 accounts of less than 2^129 each.</remarks>
    /// <param name="state">After the last batch that counts.</param>
    /// <param name="claimed">What the hub has recorded; keys that fit no account count as claimed beyond what is owed.</param>
    /// <param name="queue">Items that the state has not consumed.</param>
    /// <param name="isFrozen">Whether the escape is open, so that claims reach the balance as well.</param>
    /// <returns>By token, those in which there is an account, a claim, a deposit or a fee.</returns>
    public static SortedDictionary<byte, RollupLiabilities> Of(
        RollupState state, IReadOnlyDictionary<ClaimKey, UInt128> claimed, IEnumerable<QueuedOperation> queue, bool isFrozen = false)
    {
        RollupLiabilities[] sums = new RollupLiabilities[RollupState.TokenCount];
        bool[] isUsed = new bool[RollupState.TokenCount];
        foreach ((_, Account account) in state.Accounts())
        {
            isUsed[account.Token] = true;
            ref RollupLiabilities sum = ref sums[account.Token];
            sum = sum with
            {
                Balances = isFrozen ? UInt256.Zero : sum.Balances + Wide(account.Balance),
                Unclaimed = sum.Unclaimed + Due(account, isFrozen),
            };
        }

        foreach ((ClaimKey key, UInt128 amount) in claimed)
        {
            isUsed[key.Token] = true;
            ref RollupLiabilities sum = ref sums[key.Token];
            Account account = state[key.Index];
            UInt256 taken = Wide(amount), due = account.Owner == key.Owner && account.Token == key.Token && !account.IsEmpty ? Due(account, isFrozen) : UInt256.Zero;
            UInt256 paid = UInt256.Min(taken, due);
            sum = sum with { Unclaimed = sum.Unclaimed - paid, OverClaimed = sum.OverClaimed + (taken - paid) };
        }

        foreach (QueuedOperation.Deposit deposit in queue.OfType<QueuedOperation.Deposit>())
        {
            isUsed[deposit.Token] = true;
            ref RollupLiabilities sum = ref sums[deposit.Token];
            sum = sum with { Queued = sum.Queued + Wide(deposit.Amount) };
        }

        SortedDictionary<byte, RollupLiabilities> tokens = [];
        for (int token = 0; token < RollupState.TokenCount; token++)
        {
            UInt128 pot = state.Pot((byte)token);
            if (isUsed[token] || pot != UInt128.Zero)
                tokens[(byte)token] = sums[token] with { Pots = Wide(pot) };
        }

        return tokens;
    }

    /// <summary>The line of the balance sheet.</summary>
    /// <param name="token">The token's name on L1.</param>
    /// <param name="escrow">What the hub holds for the rollup.</param>
    /// <param name="waiting">What the hub has promised and not yet paid.</param>
    public TokenBalance With(string token, UInt256 escrow, UInt256 waiting) => new(token, escrow, Balances + Pots, Queued, Unclaimed + waiting);

    internal static UInt256 Due(in Account account, bool isFrozen) => isFrozen ? Wide(account.Withdrawn) + Wide(account.Balance) : Wide(account.Withdrawn);

    internal static UInt256 Wide(UInt128 value) => ((UInt256)(ulong)(value >> 64) << 64) + (ulong)value;
}
