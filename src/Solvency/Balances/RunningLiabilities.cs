using Plimsoll.State;

namespace Plimsoll.Solvency.Balances;

/// <summary>What <see cref="RollupLiabilities.Of"/> adds up, kept up to date account by account and claim by claim.</summary>
/// <remarks>
/// Work for each change is constant (times the claims of that account), where adding up anew is linear in all accounts. The sums are exact integers, so nothing drifts; equal to adding up anew after any
/// changes in any order. Memory: each account and claim once more. Not thread-safe.
/// </remarks>
/// <param name="isFrozen">Whether the escape is open, so that claims reach the balance as well.</param>
public sealed class RunningLiabilities(bool isFrozen)
{
    private readonly Dictionary<uint, Account> _accounts = [];
    private readonly Dictionary<ClaimKey, UInt128> _claims = [];
    private readonly Dictionary<uint, List<ClaimKey>> _claimsOf = [];
    private readonly Sums[] _sums = new Sums[RollupState.TokenCount];

    /// <summary>Sets what an account holds now.</summary>
    public void Set(uint index, in Account account)
    {
        List<ClaimKey> claims = _claimsOf.GetValueOrDefault(index, []);
        Account before = _accounts.GetValueOrDefault(index);
        foreach (ClaimKey key in claims)
            Count(key, before, isAdded: false);
        Count(before, isAdded: false);
        _accounts[index] = account;
        Count(account, isAdded: true);
        foreach (ClaimKey key in claims)
            Count(key, account, isAdded: true);
    }

    /// <summary>Sets what the hub has recorded under a key.</summary>
    public void Set(ClaimKey key, UInt128 claimed)
    {
        Account account = _accounts.GetValueOrDefault(key.Index);
        if (_claims.TryGetValue(key, out UInt128 before))
        {
            if (before == claimed)
                return;
            Count(key, account, isAdded: false);
        }
        else if (!_claimsOf.TryAdd(key.Index, [key]))
        {
            _claimsOf[key.Index].Add(key);
        }

        _claims[key] = claimed;
        Count(key, account, isAdded: true);
    }

    /// <summary>What is owed in each token in which there is an account, a claim, a deposit or a fee.</summary>
    /// <param name="pot">The fees of a token that nobody has collected.</param>
    /// <param name="queued">Deposits on L1 that the state has not consumed, by token.</param>
    public SortedDictionary<byte, RollupLiabilities> ByToken(Func<byte, UInt128> pot, IReadOnlyDictionary<byte, UInt256> queued)
    {
        ArgumentNullException.ThrowIfNull(pot);
        ArgumentNullException.ThrowIfNull(queued);
        SortedDictionary<byte, RollupLiabilities> tokens = [];
        for (int token = 0; token < _sums.Length; token++)
        {
            ref readonly Sums sums = ref _sums[token];
            UInt128 fees = pot((byte)token);
            bool isQueued = queued.TryGetValue((byte)token, out UInt256 waiting);
            if (sums.Users == 0 && fees == UInt128.Zero && !isQueued)
                continue;
            UInt256 due = isFrozen ? sums.Withdrawn + sums.Balances : sums.Withdrawn;
            tokens[(byte)token] = new(isFrozen ? UInt256.Zero : sums.Balances, RollupLiabilities.Wide(fees), due - sums.Paid, waiting, sums.OverClaimed);
        }

        return tokens;
    }

    /// <summary>Σ balances + Σ withdrawn of a token, whatever was claimed: with the fees, everything that ever came in.</summary>
    public UInt256 Held(byte token) => _sums[token].Balances + _sums[token].Withdrawn;

    private void Count(in Account account, bool isAdded)
    {
        if (account.IsEmpty)
            return;
        ref Sums sums = ref _sums[account.Token];
        sums.Users += isAdded ? 1 : -1;
        sums.Balances = isAdded ? sums.Balances + RollupLiabilities.Wide(account.Balance) : sums.Balances - RollupLiabilities.Wide(account.Balance);
        sums.Withdrawn = isAdded ? sums.Withdrawn + RollupLiabilities.Wide(account.Withdrawn) : sums.Withdrawn - RollupLiabilities.Wide(account.Withdrawn);
    }

    private void Count(ClaimKey key, in Account account, bool isAdded)
    {
        UInt256 taken = RollupLiabilities.Wide(_claims[key]);
        UInt256 due = account.Owner == key.Owner && account.Token == key.Token && !account.IsEmpty ? RollupLiabilities.Due(account, isFrozen) : UInt256.Zero;
        UInt256 paid = UInt256.Min(taken, due);
        ref Sums sums = ref _sums[key.Token];
        sums.Users += isAdded ? 1 : -1;
        sums.Paid = isAdded ? sums.Paid + paid : sums.Paid - paid;
        sums.OverClaimed = isAdded ? sums.OverClaimed + (taken - paid) : sums.OverClaimed - (taken - paid);
    }

    private struct Sums
    {
        public int Users;
        public UInt256 Balances, Withdrawn, Paid, OverClaimed;
    }
}
