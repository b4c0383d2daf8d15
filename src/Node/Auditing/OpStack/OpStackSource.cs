using Plimsoll.L1.Following;
using Plimsoll.L1.Rpc;
using Plimsoll.Solvency.Parameters;

namespace Plimsoll.Node.Auditing.OpStack;

/// <summary>A rollup on the OP Stack: logs and state from L1, outputs and supplies from the user's own node.</summary>
internal sealed class OpStackSource : IRollupSource
{
    private readonly OpStackRollup _rollup;
    private readonly OwnNode? _own;
    private readonly PortalReader _portals;
    private readonly RoleReader _roles;
    private readonly RoleBook _holders = new();
    private readonly GameJudge _games;
    private readonly WithdrawalJudge _withdrawals;
    private readonly OutputChecks _outputs;
    private readonly EtherLedger _ledger = new();
    private readonly ProposalTimes _proposals;
    private readonly ExitBook _exits;
    private readonly List<OpStackCut> _cuts = [new()];
    private readonly Action<Exception>? _onTrouble;

    public OpStackSource(EthereumClient node, OpStackRollup rollup, OwnNode? own, RiskParameters parameters, Action<Exception>? onTrouble)
    {
        (_rollup, _own, _onTrouble) = (rollup, own, onTrouble);
        (_portals, _roles, _outputs) = (new(node, rollup), new(node, rollup), new(own, onTrouble));
        GameReader reader = new(node, rollup);
        (_games, _withdrawals) = (new(reader, _outputs), new(reader, _outputs));
        (_proposals, _exits) = (new(parameters), new(rollup, parameters));
        Filter = new(rollup.Contracts, OpStackEvents.Topics);
    }

    public string Id => IdOf(_rollup);

    public string Stack => OpStackReportWriter.Stack;

    public ulong Start => _rollup.StartBlock;

    public LogFilter Filter { get; }

    public ulong ChallengeWindow => _rollup.ProofMaturitySeconds;

    public BlockId Block => _cuts[^1].Block;

    /// <summary>Names a rollup.</summary>
    public static string IdOf(OpStackRollup rollup) => $"{rollup.ChainId}-{rollup.Portal.ToString().ToLowerInvariant()}";

    /// <summary>None: withdrawals are counted one by one, in the report.</summary>
    public IEnumerable<double> FinalBetween(ulong behind, ulong block) => [];

    public void Apply(ChainEvent happened)
    {
        switch (happened)
        {
            case ChainEvent.Applied it:
                _cuts.Add(OpStackFold.Next(_rollup, _cuts[^1], it.Block, it.Logs));
                break;
            case ChainEvent.Unwound it:
                if (_cuts.Count == 1 || Block != it.Block.Id)
                    throw new InvalidOperationException($"Block {it.Block.Number} is not the newest that can be taken back.");
                _cuts.RemoveAt(_cuts.Count - 1);
                Unwind(Block.Number);
                break;
            case ChainEvent.HeadsMoved { Finalized: { } final }:
                int index = _cuts.FindIndex(cut => cut.Block == final);
                if (index > 0)
                    _cuts.RemoveRange(0, index);
                break;
        }
    }

    public void Forget()
    {
        _ledger.Forget(_cuts[0].Block.Number);
        _holders.Forget(_cuts[0].Block.Number);
    }

    public async Task<IRollupSighting?> LookAsync(ulong latest, Action<Exception>? onTrouble, CancellationToken cancellationToken)
    {
        try
        {
            return await LookAsync(_cuts[^1], cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is RpcServerException or OpStackException && Block.Number < latest)
        {
            onTrouble?.Invoke(e); // a state that the node has thrown away, or contracts that were not there yet: what counts is judged at the next block
            return null;
        }
    }

    private async Task<OpStackSighting> LookAsync(OpStackCut cut, CancellationToken cancellationToken)
    {
        BlockReference block = BlockReference.Of(cut.Block.Hash);
        PortalFacts portal = await _portals.ReadAsync(block, cancellationToken).ConfigureAwait(false);
        RoleFacts roles = await _roles.ReadAsync(portal, block, cancellationToken).ConfigureAwait(false);
        await _outputs.BeginAsync(cancellationToken).ConfigureAwait(false);
        Dictionary<Bytes32, WithdrawalProof[]> paidBy = await _withdrawals.LearnAsync(cut, block, cancellationToken).ConfigureAwait(false);
        Dictionary<Address, GameSight> games = await _games.JudgeAsync(cut, portal, _withdrawals.Games(cut, paidBy), block, cancellationToken).ConfigureAwait(false);
        AnchorSight anchor = await _games.JudgeAsync(cut, portal, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<WithdrawalSight> withdrawals = await _withdrawals.JudgeAsync(cut, paidBy, games, cancellationToken).ConfigureAwait(false);

        Verdict[] paidNow = [.. cut.Paid.Where(it => it.Block == cut.Block).Select(_withdrawals.VerdictOf)];
        EtherLedger.Page page = _ledger.Add(cut, portal.Ether, hasPaid: paidNow.Length > 0, isRightful: paidNow.Length > 0 && !paidNow.Contains(Verdict.Wrong));
        GameSight[] shown = [.. games.Values.OrderBy(game => game.Facts.CreatedAt)];
        return new()
        {
            Rollup = _rollup,
            Cut = cut,
            Portal = portal,
            Roles = roles,
            Came = _holders.Follow(cut, roles),
            Games = shown,
            Anchor = anchor,
            Withdrawals = withdrawals,
            Paid = [.. cut.Paid.Select(it => (it, _withdrawals.VerdictOf(it)))],
            Ledger = page,
            Supplies = await L2Supplies.ReadAsync(_rollup, _own, _outputs.Heads, cut.Time, _onTrouble, cancellationToken).ConfigureAwait(false),
            Heads = _outputs.Heads,
            IsDivided = _outputs.IsDivided,
            IsReverted = _outputs.IsReverted,
            Trouble = portal.Contradiction ?? _outputs.Trouble,
            ProposalScore = _proposals.Follow(cut),
            Exit = _exits.Of(portal, shown, _outputs.Heads, cut.Time),
        };
    }

    private void Unwind(ulong block)
    {
        _ledger.Unwind(block);
        _games.Unwind(block);
        _withdrawals.Unwind(block);
        _holders.Unwind(block);
    }
}
