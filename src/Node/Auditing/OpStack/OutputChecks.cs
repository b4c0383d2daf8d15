using Plimsoll.L1.Rpc;

namespace Plimsoll.Node.Auditing.OpStack;

/// <summary>Compares proposed output roots with those of the user's own node.</summary>
/// <remarks>
/// A root is wrong if the node has another at that block, and also if it claims a block that does not follow from L1 data before the game: the node has come to the
/// game's block of L1 and its safe head is behind. What is about finalised blocks of the rollup is remembered; what is not, asked anew at each look. After the
/// first failure of a look nothing more is asked in it: a slow node makes things unknown, not late.
/// </remarks>
internal sealed class OutputChecks(OwnNode? own, Action<Exception>? onTrouble)
{
    // Of the first answer on, a look comes every few seconds; before that, everything of the last weeks is asked.
    private const int MaxAsked = 64, MaxAskedFirst = 4_000, MaxRemembered = 50_000;

    private readonly Dictionary<(ulong Block, Bytes32 Root), (Verdict Verdict, Bytes32? Own)> _settled = [];
    private readonly Dictionary<(ulong Block, Bytes32 Root), (Verdict Verdict, Bytes32? Own)> _look = [];
    private readonly Dictionary<Bytes32, ulong> _withdrawals = []; // with the block of the rollup at which each was first seen
    private OwnHead? _promised;
    private int _left;
    private bool _hasFailed, _hasBegun;

    /// <summary>How far the node is at this look; null if it does not say.</summary>
    public OwnHeads? Heads { get; private set; }

    /// <summary>Whether the two parts of the own node contradict each other.</summary>
    public bool IsDivided { get; private set; }

    /// <summary>Whether the block that was the promised head at the last look is none of the rollup any more.</summary>
    public bool IsReverted { get; private set; }

    /// <summary>What made this look's answers unknown; null if nothing did.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Begins a look.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        (_left, _hasFailed, IsDivided, Trouble, Heads) = (_hasBegun ? MaxAsked : MaxAskedFirst, false, false, null, null);
        _look.Clear();
        if (own is not { HasOutputs: true })
        {
            (_hasFailed, Trouble) = (true, "no node of the rollup is configured");
            return;
        }

        Heads = await TryAsync<OwnHeads?>(async () => await own.GetHeadsAsync(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        _hasBegun |= Heads is not null;
        IsReverted = Heads is not null && _promised is { } before && await IsGoneAsync(before, Heads.Unsafe, cancellationToken).ConfigureAwait(false);
        _promised = Heads?.Unsafe ?? _promised;
    }

    /// <summary>Judges a root claim.</summary>
    /// <param name="l2Block">The block of the rollup; null if nobody says which.</param>
    /// <param name="root">The claim.</param>
    /// <param name="l1Block">The block of L1 in which the claim was made.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    public async Task<(Verdict Verdict, Bytes32? Own)> JudgeAsync(UInt256? l2Block, Bytes32 root, ulong l1Block, CancellationToken cancellationToken)
    {
        if (l2Block is not { } number)
            return (Verdict.Unknown, null);
        ulong block = number.FitsUInt64 ? (ulong)number : ulong.MaxValue;
        if (_settled.TryGetValue((block, root), out (Verdict, Bytes32?) known) || _look.TryGetValue((block, root), out known))
            return known;
        if (Heads is not { } heads || _hasFailed || _left == 0)
            return (Verdict.Unknown, null);
        (Verdict, Bytes32?) verdict = await AskAsync(heads, block, root, l1Block, cancellationToken).ConfigureAwait(false);
        _look[(block, root)] = verdict;
        if (verdict.Item1 != Verdict.Unknown && block <= heads.Finalized && _settled.Count < MaxRemembered)
            _settled[(block, root)] = verdict;
        return verdict;
    }

    /// <summary>Whether the rollup has a withdrawal, as of its safe head; null if nobody says.</summary>
    public async Task<bool?> HasWithdrawalAsync(Bytes32 withdrawal, CancellationToken cancellationToken)
    {
        if (_withdrawals.TryGetValue(withdrawal, out ulong since) && since <= Heads?.Finalized)
            return true;
        if (own?.Execution is not { } execution || Heads is not { } heads || _hasFailed || _left == 0)
            return null;
        _left--;
        bool? isThere = await TryAsync<bool?>(async () =>
        {
            byte[] answer = await execution.CallAsync(OpStackAbi.SentMessages.On(OpStackAbi.MessagePasser, withdrawal), BlockReference.At(heads.Safe.Number), cancellationToken).ConfigureAwait(false);
            return OpStackAbi.TryRead(OpStackAbi.SentMessages, answer, it => it[0].ToBoolean()) ?? throw new OpStackException("the own node has no L2ToL1MessagePasser");
        }).ConfigureAwait(false);
        if (isThere == true && _withdrawals.Count < MaxRemembered)
            _withdrawals.TryAdd(withdrawal, heads.Safe.Number);
        else if (isThere == false)
            _withdrawals.Remove(withdrawal);
        return isThere;
    }

    private async Task<bool> IsGoneAsync(OwnHead before, OwnHead now, CancellationToken cancellationToken) =>
        now.Number == before.Number ? now.Hash != before.Hash
        : now.Number > before.Number && await TryAsync(() => own!.GetHashAsync(before.Number, cancellationToken)).ConfigureAwait(false) is { } hash && hash != before.Hash;

    private async Task<(Verdict, Bytes32?)> AskAsync(OwnHeads heads, ulong block, Bytes32 root, ulong l1Block, CancellationToken cancellationToken)
    {
        bool isClaimedTooEarly = block > heads.Safe.Number && heads.CurrentL1 >= l1Block;
        if (block > heads.Unsafe.Number)
            return (isClaimedTooEarly ? Verdict.Wrong : Verdict.Unknown, null);
        _left--;
        OwnOutput? output = await TryAsync(() => own!.GetOutputAsync(block, cancellationToken)).ConfigureAwait(false);
        if (_hasFailed)
            return (Verdict.Unknown, null);
        if (output is null)
            return (isClaimedTooEarly ? Verdict.Wrong : Verdict.Unknown, null);
        if (await TryAsync(() => own!.ConfirmsAsync(output, cancellationToken)).ConfigureAwait(false) == false)
        {
            (IsDivided, Trouble) = (true, $"op-node and execution node differ at block {block} of the rollup");
            return (Verdict.Unknown, output.Root);
        }

        // A promised block that is as claimed, but not in L1 data yet, may still become another.
        return (output.Root == root ? block <= heads.Safe.Number ? Verdict.Right : Verdict.Unknown
            : block <= heads.Safe.Number || isClaimedTooEarly ? Verdict.Wrong : Verdict.Unknown, output.Root);
    }

    private async Task<T?> TryAsync<T>(Func<Task<T?>> ask)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (Exception e) when (e is RpcException or OpStackException)
        {
            (_hasFailed, Trouble) = (true, e.Message);
            onTrouble?.Invoke(e);
            return default;
        }
    }
}
