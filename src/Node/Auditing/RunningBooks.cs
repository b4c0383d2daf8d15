using System.Collections.Immutable;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Solvency.Balances;
using Plimsoll.State;

namespace Plimsoll.Node.Auditing;

/// <summary>Keeps <see cref="DerivedBooks"/> from one block to the next: what changed is counted, not everything.</summary>
/// <remarks>A block without a batch costs nothing that grows; a batch costs what it changed, and so do claims. After a reorg or a removed batch everything is counted anew.</remarks>
internal sealed class RunningBooks
{
    private RunningLiabilities? _sums;
    private bool _isEscaping;
    private ulong _height;
    private Bytes32 _hash;
    private StateMark _mark;
    private ImmutableStack<AccountClaim> _claims = []; // so many changes are counted
    private int _consumed;
    private UInt256[] _deposited = [];

    /// <summary>Brings the books to a cut.</summary>
    /// <param name="cut">Behind the one before, on the same chain; else <see cref="Forget"/> comes first.</param>
    /// <param name="deriver">The state, at its last right batch.</param>
    /// <param name="missing">The batch behind it whose blobs are nowhere.</param>
    public DerivedBooks Advance(RollupCut cut, ChainDeriver deriver, CommittedBatch? missing)
    {
        // Escape claims begin when the last pending batch is settled.
        bool isEscaping = cut is { IsFrozen: true, OldestPending: null };
        if (_sums is null || isEscaping != _isEscaping || deriver.Height < _height || cut.Height < _height || cut.HashAt(_height) != _hash)
            Begin(deriver, isEscaping);
        else
            Follow(deriver);
        CountClaims(cut);
        int consumed = (int)cut.HeaderAt(deriver.Height).QueueEnd;
        for (; _consumed < consumed; _consumed++)
        {
            if (cut.Queue[_consumed].Item.Operation is QueuedOperation.Deposit deposit)
                _deposited[deposit.Token] += deposit.Amount.ToUInt256();
        }

        return new(deriver.Height, deriver.Fault, missing, _sums!.ByToken(deriver.State.Pot, Queued(cut)), IsWhole(deriver.State));
    }

    /// <summary>Counts everything anew at the next block.</summary>
    public void Forget() => _sums = null;

    private void Begin(ChainDeriver deriver, bool isEscaping)
    {
        (_sums, _isEscaping) = (new(isEscaping), isEscaping);
        (_claims, _consumed, _deposited) = ([], 0, new UInt256[RollupState.TokenCount]);
        foreach ((uint index, Account account) in deriver.State.Accounts())
            _sums.Set(index, account);
        (_height, _hash, _mark) = (deriver.Height, deriver.HeaderHash, deriver.State.Mark());
    }

    private void Follow(ChainDeriver deriver)
    {
        StateMark now = deriver.State.Mark();
        if (deriver.Height == _height)
            return;
        foreach ((uint index, Account account) in deriver.State.ChangesBetween(_mark, now).Accounts)
            _sums!.Set(index, account);
        (_height, _hash, _mark) = (deriver.Height, deriver.HeaderHash, now);
    }

    private void CountClaims(RollupCut cut)
    {
        if (ReferenceEquals(cut.ClaimChanges, _claims))
            return;
        Dictionary<Address, byte> numbers = [];
        foreach ((int number, Address token) in cut.Identity.Tokens.Index())
            numbers.TryAdd(token, (byte)number);
        for (ImmutableStack<AccountClaim> changes = cut.ClaimChanges; !ReferenceEquals(changes, _claims); changes = changes.Pop())
        {
            AccountClaim claim = changes.Peek();
            if (numbers.TryGetValue(claim.Token, out byte number))
                _sums!.Set(new ClaimKey(claim.Index, claim.Owner, number), cut.Claimed[claim].ToUInt128());
        }

        _claims = cut.ClaimChanges;
    }

    private Dictionary<byte, UInt256> Queued(RollupCut cut)
    {
        Dictionary<byte, UInt256> queued = [];
        for (int i = _consumed; i < cut.Queue.Count; i++)
        {
            if (cut.Queue[i].Item is { Operation: QueuedOperation.Deposit deposit } item && !cut.Refunded.Contains(item.Number))
                queued[deposit.Token] = queued.GetValueOrDefault(deposit.Token) + deposit.Amount.ToUInt256();
        }

        return queued;
    }

    // Σ balances + Σ withdrawn + Σ pots = Σ deposits consumed.
    private bool IsWhole(RollupState state)
    {
        for (int token = 0; token < RollupState.TokenCount; token++)
        {
            if (_sums!.Held((byte)token) + state.Pot((byte)token).ToUInt256() != _deposited[token])
                return false;
        }

        return true;
    }
}
