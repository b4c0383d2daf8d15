using Plimsoll.L1.Rpc;

namespace Plimsoll.Node.Auditing.OpStack;

/// <summary>Judges withdrawals, those that wait and those that were paid.</summary>
internal sealed class WithdrawalJudge(GameReader reader, OutputChecks outputs)
{
    private readonly ProofBook _proofs = new(reader);
    private readonly Dictionary<Bytes32, (Verdict Verdict, ulong Seen)> _paid = [];

    /// <summary>What is known of a payment.</summary>
    public Verdict VerdictOf(PaidWithdrawal paid) => _paid.GetValueOrDefault(paid.Withdrawal).Verdict;

    /// <summary>The proofs of payments that are not judged yet, after the portal was asked about all that is new.</summary>
    public async Task<Dictionary<Bytes32, WithdrawalProof[]>> LearnAsync(OpStackCut cut, BlockReference block, CancellationToken cancellationToken)
    {
        Dictionary<Bytes32, WithdrawalProof[]> paidBy =
            await _proofs.ProofsOfPaidAsync(cut.Paid.Where(it => !_paid.ContainsKey(it.Withdrawal)), block, cancellationToken).ConfigureAwait(false);
        await _proofs.LearnAsync([.. cut.Proofs, .. paidBy.Values.SelectMany(it => it)], cut, block, cancellationToken).ConfigureAwait(false);
        return paidBy;
    }

    /// <summary>The games by which something was proven that waits, or was paid and is not judged yet.</summary>
    public IEnumerable<Address> Games(OpStackCut cut, Dictionary<Bytes32, WithdrawalProof[]> paidBy) =>
        cut.Proofs.Concat(paidBy.Values.SelectMany(it => it)).Select(_proofs.Find).Where(known => known is not null).Select(known => known!.Value.Game);

    /// <summary>Judges everything that waits, and payments that were not judged yet.</summary>
    public async Task<IReadOnlyList<WithdrawalSight>> JudgeAsync(
        OpStackCut cut, Dictionary<Bytes32, WithdrawalProof[]> paidBy, Dictionary<Address, GameSight> games, CancellationToken cancellationToken)
    {
        List<WithdrawalSight> withdrawals = [];
        foreach (WithdrawalProof proof in cut.Proofs)
            withdrawals.Add(await JudgeAsync(proof, games, cancellationToken).ConfigureAwait(false));
        foreach (PaidWithdrawal paid in cut.Paid.Where(it => paidBy.ContainsKey(it.Withdrawal)))
        {
            if (await JudgeAsync(paid, paidBy[paid.Withdrawal], games, cancellationToken).ConfigureAwait(false) is var verdict and not Verdict.Unknown)
                _paid[paid.Withdrawal] = (verdict, cut.Block.Number);
        }

        return withdrawals;
    }

    /// <summary>Forgets what was learnt above a block.</summary>
    public void Unwind(ulong block)
    {
        _proofs.Unwind(block);
        _paid.Forget(it => it.Seen > block);
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
        bool? isThere = await outputs.HasWithdrawalAsync(paid.Withdrawal, cancellationToken).ConfigureAwait(false);
        if (isThere is { } known)
            return known ? Verdict.Right : outputs.Heads is { } heads && heads.CurrentL1 >= paid.Block.Number ? Verdict.Wrong : Verdict.Unknown;
        Verdict[] verdicts = [.. proofs.Select(proof =>
            _proofs.Find(proof) is { } it && games.GetValueOrDefault(it.Game) is { } game ? game.Verdict : Verdict.Unknown)];
        return verdicts.Contains(Verdict.Right) ? Verdict.Right : verdicts.All(it => it == Verdict.Wrong) ? Verdict.Wrong : Verdict.Unknown;
    }

    /// <summary>The rollup's own memory of withdrawals decides; without it, the root that the proof was checked against.</summary>
    private async Task<Verdict> JudgeAsync(Bytes32 withdrawal, GameSight? game, CancellationToken cancellationToken)
    {
        bool? isThere = await outputs.HasWithdrawalAsync(withdrawal, cancellationToken).ConfigureAwait(false);
        if (isThere == true)
            return Verdict.Right;
        if (game is null)
            return Verdict.Unknown;
        // Not there yet, and by a block that the node has not come to: that may change.
        bool isReached = game.Facts.L2Block is { } block && outputs.Heads is { } heads && block <= heads.Safe.Number;
        return isThere == false && isReached ? Verdict.Wrong : isThere == false && game.Verdict == Verdict.Right ? Verdict.Unknown : game.Verdict;
    }
}
