using Plimsoll.L1.Following;
using Plimsoll.L1.Rpc;
using Plimsoll.Solvency.Parameters;

namespace Plimsoll.Node.Auditing.OpStack;

/// <summary>A rollup on the OP Stack: logs and state from L1, outputs and supplies from the user's own node.</summary>
internal sealed class OpStackSource : IRollupSource
{
    // The worst game, the delay of its bonds, and some days more: what monitors of this stack look back.
    private const ulong Lookback = 28 * 86_400;

    private readonly OpStackRollup _rollup;
    private readonly OwnNode? _own;
    private readonly RiskParameters _parameters;
    private readonly OpStackReader _reader;
    private readonly GameBook _games;
    private readonly ProofBook _proofs;
    private readonly OutputChecks _outputs;
    private readonly EtherLedger _ledger = new();
    private readonly ProposalTimes _proposals;
    private readonly List<OpStackCut> _cuts = [new()];
    private readonly Dictionary<Bytes32, (Verdict Verdict, ulong Seen)> _paid = [];
    private readonly Action<Exception>? _onTrouble;
    private (string Key, ExitEstimate Exit)? _exit;

    public OpStackSource(EthereumClient node, OpStackRollup rollup, OwnNode? own, RiskParameters parameters, Action<Exception>? onTrouble)
    {
        (_rollup, _own, _parameters, _onTrouble) = (rollup, own, parameters, onTrouble);
        (_reader, _outputs, _proposals) = (new(node, rollup), new(own, onTrouble), new(parameters));
        (_games, _proofs) = (new(_reader), new(_reader));
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

    public void Forget() => _ledger.Forget(_cuts[0].Block.Number);

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
        PortalFacts portal = await _reader.ReadPortalAsync(block, cancellationToken).ConfigureAwait(false);
        await _outputs.BeginAsync(cancellationToken).ConfigureAwait(false);
        WithdrawalProof[] open = [.. cut.Proofs];
        PaidWithdrawal[] unjudged = [.. cut.Paid.Where(it => !_paid.ContainsKey(it.Withdrawal))];
        Dictionary<Bytes32, WithdrawalProof[]> paidBy = await _proofs.ProofsOfPaidAsync(unjudged, block, cancellationToken).ConfigureAwait(false);
        await _proofs.LearnAsync([.. open, .. paidBy.Values.SelectMany(it => it)], cut, block, cancellationToken).ConfigureAwait(false);

        Dictionary<Address, GameSight> games = await JudgeGamesAsync(cut, portal, block, cancellationToken).ConfigureAwait(false);
        List<WithdrawalSight> withdrawals = [];
        foreach (WithdrawalProof proof in open)
            withdrawals.Add(await JudgeAsync(proof, games, cancellationToken).ConfigureAwait(false));
        foreach (PaidWithdrawal paid in unjudged)
        {
            if (await JudgeAsync(paid, paidBy[paid.Withdrawal], games, cancellationToken).ConfigureAwait(false) is var verdict and not Verdict.Unknown)
                _paid[paid.Withdrawal] = (verdict, cut.Block.Number);
        }

        Verdict[] paidNow = [.. cut.Paid.Where(it => it.Block == cut.Block).Select(it => _paid.GetValueOrDefault(it.Withdrawal).Verdict)];
        EtherLedger.Page page = _ledger.Add(cut, portal.Ether, hasPaid: paidNow.Length > 0, isRightful: paidNow.Length > 0 && !paidNow.Contains(Verdict.Wrong));
        GameSight[] shown = [.. games.Values.OrderBy(game => game.Facts.CreatedAt)];
        return new()
        {
            Rollup = _rollup,
            Cut = cut,
            Portal = portal,
            Games = shown,
            Withdrawals = withdrawals,
            Paid = [.. cut.Paid.Select(it => (it, _paid.GetValueOrDefault(it.Withdrawal).Verdict))],
            Ledger = page,
            Supplies = await L2Supplies.ReadAsync(_rollup, _own, _outputs.Heads, cut.Time, _onTrouble, cancellationToken).ConfigureAwait(false),
            Heads = _outputs.Heads,
            IsDivided = _outputs.IsDivided,
            IsReverted = _outputs.IsReverted,
            Trouble = _outputs.Trouble,
            ProposalScore = _proposals.Follow(cut),
            Exit = ExitOf(portal, shown, cut.Time),
        };
    }

    private async Task<Dictionary<Address, GameSight>> JudgeGamesAsync(OpStackCut cut, PortalFacts portal, BlockReference block, CancellationToken cancellationToken)
    {
        Dictionary<Address, DisputeGame> listed = [];
        foreach (DisputeGame game in cut.Games.Where(game => game.CreatedAt + Lookback >= cut.Time))
            listed[game.Address] = game;
        IEnumerable<Address> proven = _proofs.Games((withdrawal, submitter) => cut.Proofs.Any(proof => (proof.Withdrawal, proof.Submitter) == (withdrawal, submitter))
            || cut.Paid.Any(paid => paid.Withdrawal == withdrawal && !_paid.ContainsKey(withdrawal)));
        Address[] named = [.. listed.Keys.Concat(proven).Distinct()];
        Dictionary<Address, GameFacts> facts = await _games.FactsOfAsync(named, cut, block, cancellationToken).ConfigureAwait(false);
        Address[] old = [.. named.Where(game => !listed.ContainsKey(game))];
        HashSet<Address> blacklist = [.. cut.Blacklist];
        foreach ((Address game, bool isBlacklisted) in old.Zip(await _reader.ReadBlacklistAsync(old, block, cancellationToken).ConfigureAwait(false)))
        {
            if (isBlacklisted)
                blacklist.Add(game);
        }

        Dictionary<Address, GameSight> games = [];
        foreach (GameFacts game in facts.Values)
        {
            DisputeGame? announced = listed.GetValueOrDefault(game.Game);
            bool canPay = PaymentRules.CanPay(game, portal, blacklist.Contains(game.Game));
            // A game that does not count is no commitment; only what it was about may matter for what was paid by it.
            (Verdict verdict, Bytes32? own) = canPay || announced is null
                ? await _outputs.JudgeAsync(game.L2Block, game.RootClaim, announced?.Block.Number ?? cut.Block.Number, cancellationToken).ConfigureAwait(false)
                : (Verdict.Unknown, null);
            games[game.Game] = new(game, announced?.Block.Number, verdict, own, blacklist.Contains(game.Game), canPay);
        }

        return games;
    }

    private async Task<WithdrawalSight> JudgeAsync(WithdrawalProof proof, Dictionary<Address, GameSight> games, CancellationToken cancellationToken)
    {
        if (_proofs.Find(proof) is not { } known)
            return new(proof, null, proof.At, Verdict.Unknown);
        GameSight? game = games.GetValueOrDefault(known.Game);
        return new(proof, game, known.At, await JudgeAsync(proof.Withdrawal, game, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The rollup's own memory decides; without it, a payment is as right as any proof that may have led to it, and wrong without one.</summary>
    private async Task<Verdict> JudgeAsync(PaidWithdrawal paid, WithdrawalProof[] proofs, Dictionary<Address, GameSight> games, CancellationToken cancellationToken)
    {
        bool? isThere = await _outputs.HasWithdrawalAsync(paid.Withdrawal, cancellationToken).ConfigureAwait(false);
        if (isThere is { } known)
            return known ? Verdict.Right : _outputs.Heads is { } heads && heads.CurrentL1 >= paid.Block.Number ? Verdict.Wrong : Verdict.Unknown;
        Verdict[] verdicts = [.. proofs.Select(proof =>
            _proofs.Find(proof) is { } it && games.GetValueOrDefault(it.Game) is { } game ? game.Verdict : Verdict.Unknown)];
        return verdicts.Contains(Verdict.Right) ? Verdict.Right : verdicts.All(it => it == Verdict.Wrong) ? Verdict.Wrong : Verdict.Unknown;
    }

    /// <summary>The rollup's own memory of withdrawals decides; without it, the root that the proof was checked against.</summary>
    private async Task<Verdict> JudgeAsync(Bytes32 withdrawal, GameSight? game, CancellationToken cancellationToken)
    {
        bool? isThere = await _outputs.HasWithdrawalAsync(withdrawal, cancellationToken).ConfigureAwait(false);
        if (isThere == true)
            return Verdict.Right;
        if (game is null)
            return Verdict.Unknown;
        // Not there yet, and by a block that the node has not come to: that may change.
        bool isReached = game.Facts.L2Block is { } block && _outputs.Heads is { } heads && block <= heads.Safe.Number;
        return isThere == false && isReached ? Verdict.Wrong : isThere == false && game.Verdict == Verdict.Right ? Verdict.Unknown : game.Verdict;
    }

    private ExitEstimate ExitOf(PortalFacts portal, GameSight[] games, ulong now)
    {
        ulong[] times = [.. games.Where(game => game.Block is not null && game.Facts.Type == portal.RespectedType).Select(game => game.Facts.CreatedAt)];
        ulong clock = games.LastOrDefault(game => game.Facts.Type == portal.RespectedType)?.Facts.MaxClock ?? 0;
        double? safeAge = _outputs.Heads is { Safe.Time: var safe } ? now > safe ? now - safe : 0 : null;
        // Minutes are enough for what takes days.
        double? rounded = safeAge is { } age ? Math.Round(age / 60) * 60 : null;
        string key = FormattableString.Invariant($"{times.Length} {times.LastOrDefault()} {clock} {portal.ProofMaturity} {portal.Finality} {rounded}");
        if (_exit is { } known && known.Key == key)
            return known.Exit;
        ExitEstimate exit = OpStackExit.Of(_rollup, portal, clock, [.. times.Zip(times.Skip(1), (earlier, later) => (double)(later - earlier))], rounded, _parameters);
        _exit = (key, exit);
        return exit;
    }

    private void Unwind(ulong block)
    {
        _ledger.Unwind(block);
        _games.Unwind(block);
        _proofs.Unwind(block);
        _paid.Forget(it => it.Seen > block);
    }
}
