namespace Plimsoll.State;

/// <content>From a list of accounts to the state that holds them: how a node starts.</content>
public sealed partial class RollupState
{
    /// <summary>Makes a state of accounts and pots as a checkpoint holds them.</summary>
    /// <remarks>
    /// Whether it is the right state, its <see cref="Root"/> shows. Nothing in it can be unwound. Each node is hashed about once: 1.3 compressions an account.
    /// </remarks>
    /// <param name="depth">Levels of the account tree, from 1 to <see cref="MerkleTree.MaxDepth"/>.</param>
    /// <param name="opened">Accounts that operations have opened; at most half the capacity.</param>
    /// <param name="deposited">Accounts that deposits have opened; at most half the capacity.</param>
    /// <param name="accounts">As many accounts, in the order of <see cref="Accounts"/>; enumerated once.</param>
    /// <param name="pots">The pots that are not empty.</param>
    /// <param name="parallel">Whether to use both cores, or all there are.</param>
    /// <exception cref="ArgumentException">There are more or fewer accounts, or an empty one.</exception>
    public static RollupState Restore(
        int depth, uint opened, uint deposited, IEnumerable<Account> accounts, IEnumerable<(byte Token, UInt128 Amount)> pots, bool parallel = false)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        ArgumentNullException.ThrowIfNull(pots);
        RollupState state = new(depth);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(opened, state.Capacity / 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(deposited, state.Capacity / 2);
        (state.Opened, state.Deposited) = (opened, deposited);
        state.Fill(accounts, parallel);
        foreach ((byte token, UInt128 amount) in pots)
            state._pots.Fill([token], [new(amount)], parallel: false);
        state.SetRoot(opened, deposited);
        return state;
    }

    private void Fill(IEnumerable<Account> accounts, bool parallel)
    {
        _accounts.Reserve(Opened, Deposited);
        uint[] indices = new uint[JournaledTree<Account>.FillChunk];
        Account[] values = new Account[indices.Length];
        ulong total = (ulong)Opened + Deposited, next = 0;
        int count = 0;
        foreach (Account account in accounts)
        {
            if (account.IsEmpty || next == total)
                throw new ArgumentException($"There are not exactly {total} accounts with an owner.", nameof(accounts));
            (indices[count], values[count]) = (next < Opened ? (uint)next : Capacity - 1 - (uint)(next - Opened), account);
            next++;
            if (++count == indices.Length)
                Flush();
        }

        Flush();
        if (next != total)
            throw new ArgumentException($"There are not exactly {total} accounts with an owner.", nameof(accounts));

        void Flush()
        {
            _accounts.Fill(indices.AsSpan(0, count), values.AsSpan(0, count), parallel);
            count = 0;
        }
    }
}
