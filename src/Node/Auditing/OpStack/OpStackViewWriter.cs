namespace Plimsoll.Node.Auditing.OpStack;

/// <summary>Puts together what only the report of an OP Stack rollup has. Pure.</summary>
internal static class OpStackViewWriter
{
    /// <summary>So many games are shown at most, and every wrong one.</summary>
    public const int ShownGames = 24;

    private const int ShownWithdrawals = 50;

    /// <summary>The part of the report.</summary>
    public static OpStackView ViewOf(OpStackSighting seen)
    {
        GameSight[] newest = [.. seen.Games.TakeLast(ShownGames)];
        PortalFacts portal = seen.Portal;
        return new(
            seen.Rollup.Factory.ToString(),
            portal.RespectedType,
            portal.GameCode.ToString(),
            portal.GameCount,
            portal.InitialBond.ToString(),
            portal.ProofMaturity,
            portal.Finality,
            portal.Guardian?.ToString(),
            portal.IsPaused,
            seen.Heads is { } heads ? new(heads.CurrentL1, heads.Safe.Number, heads.Unsafe.Number, heads.Finalized) : null,
            seen.Trouble,
            [
                new(Address.Zero.ToString(), seen.Ledger.Escrow.ToString(), seen.IsShared ? null : seen.Ledger.Owed.ToString()),
                .. seen.Rollup.Tokens.Select((token, i) => new EscrowView(token.L1.ToString(), portal.Tokens[i].ToString(), seen.Supplies.Supplies[i]?.ToString())),
            ],
            [.. seen.Games.Where(game => game.IsDangerous && !newest.Contains(game)).Concat(newest).Select(game => GameOf(seen, game))],
            [.. seen.Withdrawals.OrderByDescending(it => it.IsDangerous).ThenByDescending(it => it.ProvenAt).Take(ShownWithdrawals).Select(it => WithdrawalOf(seen, it))],
            seen.Paid.Count,
            [.. seen.Paid.Where(it => it.Verdict == Verdict.Wrong).Select(it => it.Paid.Withdrawal.ToString())],
            seen.Ledger.Unexplained.ToString(),
            [.. seen.Cut.Changes.Reverse().Select(it => new PowerView(it.Block, it.At, it.Contract.ToString(), it.Kind, it.Detail))])
        {
            Roles = [.. seen.Roles.Holders.Select(it => RoleOf(seen, it))],
            UnknownRoles = [.. seen.Roles.Unknown.Select(RoleHolder.NameOf)],
            Anchor = portal.Anchor is { } anchor && seen.Rollup.AnchorRegistry is { } registry ? new(registry.ToString(), anchor.L2Block.ToString(), anchor.Root.ToString(), Text(seen.Anchor.Verdict)) : null,
            Lockbox = portal.Lockbox is { } lockbox ? new(lockbox.ToString(), portal.InLockbox.ToString(), seen.IsShared ? seen.Cut.Sharer?.ToString() : null) : null,
        };
    }

    private static RoleView RoleOf(OpStackSighting seen, RoleHolder holder)
    {
        Handover? since = NewIdentities.HandoverOf(seen, holder);
        return new(
            RoleHolder.NameOf(holder.Role), holder.Who, holder.Contract.ToString(), since?.At, since is null ? null : NewIdentities.IsUsed(seen, holder, since), NewIdentities.IsVerified(seen, holder));
    }

    private static GameView GameOf(OpStackSighting seen, GameSight game) => new(
        game.Facts.Game.ToString(), game.Facts.Type, game.Facts.L2Block?.ToString(), game.Facts.RootClaim.ToString(), game.Own?.ToString(), Text(game.Verdict),
        game.IsBlacklisted ? "blacklisted" : game.Facts.Status switch { GameStatus.ChallengerWins => "challengerWins", GameStatus.DefenderWins => "defenderWins", _ => "inProgress" },
        game.CanPay, game.Facts.Creator.ToString(), game.Block, game.Facts.CreatedAt, game.Facts.ResolvedAt, game.CanPay ? PaymentRules.PaysFrom(game.Facts, seen.Portal, seen.Cut.Time) : null,
        game.Facts.Bonds?.ToString(), game.Facts.Claims);

    private static WithdrawalView WithdrawalOf(OpStackSighting seen, WithdrawalSight it)
    {
        ulong? from = it.Game is { CanPay: true } game ? PaymentRules.PaysFrom(game.Facts, seen.Portal, seen.Cut.Time, it.ProvenAt) : null;
        return new(
            it.Proof.Withdrawal.ToString(), it.Proof.Submitter.ToString(), it.Game?.Facts.Game.ToString(), Text(it.Verdict), it.Proof.Block.Number, it.ProvenAt, from,
            from is { } time ? time > seen.Cut.Time ? time - seen.Cut.Time : 0 : null);
    }

    /// <summary>A verdict, as reports name it.</summary>
    public static string Text(Verdict verdict) => verdict switch { Verdict.Right => "right", Verdict.Wrong => "wrong", _ => "unknown" };
}
