namespace Plimsoll.State;

/// <summary>Everything a rollup owes and to whom: accounts, fee pots and counters, under one root.</summary>
/// <remarks>
/// Values change at once; hashes follow in batches when <see cref="Commit(bool)"/> is called, so that all vector lanes are filled. Whatever was changed
/// since a <see cref="Mark"/> can be unwound. Memory: about 180 bytes an account, and 280 a change that may be unwound. Not thread-safe.
/// Spec: docs/spec/state.md.
/// </remarks>
public sealed partial class RollupState
{
    /// <summary>Levels of the fee tree.</summary>
    public const int FeeDepth = 4;

    /// <summary>How many tokens a rollup can have.</summary>
    public const int TokenCount = 256;

    private readonly JournaledTree<Account> _accounts;
    private readonly JournaledTree<FeePot> _pots = new(FeeDepth);

    /// <summary>Makes the empty state.</summary>
    /// <param name="depth">Levels of the account tree, from 1 to <see cref="MerkleTree.MaxDepth"/>.</param>
    public RollupState(int depth)
    {
        _accounts = new(depth);
        Root = HashRoot(_accounts.Tree.Root, _pots.Tree.Root, Fr.Zero);
    }

    /// <summary>Levels of the account tree.</summary>
    public int Depth => _accounts.Tree.Depth;

    /// <summary>4^depth: indices are below it.</summary>
    public uint Capacity => _accounts.Tree.Capacity;

    /// <summary>How many accounts operations have opened, from index 0 upwards.</summary>
    public uint Opened { get; private set; }

    /// <summary>How many accounts deposits have opened, from the last index downwards.</summary>
    public uint Deposited { get; private set; }

    /// <summary>The account at an index, empty if none was opened there or the index is out of range.</summary>
    public Account this[uint index] => index < Capacity ? _accounts[index] : default;

    /// <summary>The fees of a token that nobody has collected yet.</summary>
    public UInt128 Pot(byte token) => _pots[token].Amount;

    /// <summary>The accounts in use with their indices: first those that operations opened, then those of deposits.</summary>
    public IEnumerable<(uint Index, Account Account)> Accounts()
    {
        for (uint i = 0; i < Opened; i++)
            yield return (i, _accounts[i]);
        for (uint i = Capacity - 1; i > Capacity - 1 - Deposited; i--)
            yield return (i, _accounts[i]);
    }

    /// <summary>Returns the present point in the history.</summary>
    public StateMark Mark() => new(_slots, _accounts.Position, _pots.Position, Opened, Deposited);

    /// <summary>Takes back everything since a mark; the root follows with the next commit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The mark lies in the future, or was forgotten.</exception>
    public void Unwind(StateMark mark)
    {
        _accounts.Unwind(mark.AccountPosition);
        _pots.Unwind(mark.PotPosition);
        (Opened, Deposited) = (mark.Opened, mark.Deposited);
        int undone = (int)Math.Min(_slots - mark.Slots, _slotEnds.Count);
        _slotEnds.RemoveRange(_slotEnds.Count - undone, undone);
        _slots = mark.Slots;
    }

    /// <summary>Returns what changed between two marks.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A mark lies in the future, or was forgotten.</exception>
    public StateChanges ChangesBetween(StateMark from, StateMark to) => new(
        to.Opened,
        to.Deposited,
        _accounts.ChangesBetween(from.AccountPosition, to.AccountPosition),
        _pots.ChangesBetween(from.PotPosition, to.PotPosition).ToDictionary(pair => (byte)pair.Key, pair => pair.Value.Amount));

    /// <summary>Gives up the possibility to unwind further than to a mark, and the memory that it takes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The mark is not committed yet, or was forgotten before.</exception>
    public void Forget(StateMark mark)
    {
        _accounts.Forget(mark.AccountPosition);
        _pots.Forget(mark.PotPosition);
    }

    internal void SetAccount(uint index, in Account account) => _accounts[index] = account;

    internal void SetPot(byte token, UInt128 amount) => _pots[token] = new(amount);

    /// <summary>Opens the next account of the half that operations fill; the caller has checked that there is one.</summary>
    internal void OpenFromBelow(in Account account) => SetAccount(Opened++, account);

    /// <summary>Opens the next account of the half that deposits fill; L1 has counted that there is one.</summary>
    internal void OpenFromAbove(in Account account) => SetAccount(Capacity - 1 - Deposited++, account);
}
