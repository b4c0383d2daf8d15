namespace Plimsoll.Node.Auditing.OpStack;

/// <summary>Somebody, or some code, that the rollup has relied on for less than a week and nobody has checked.</summary>
/// <param name="What">What it is, in words.</param>
/// <param name="At">Since when.</param>
/// <param name="IsUsed">Whether it was used since; null where only the own node could tell.</param>
internal sealed record NewIdentity(string What, ulong At, bool? IsUsed);

/// <summary>Finds out who is new. Pure.</summary>
/// <remarks>Spec: docs/spec/opstack.md#identities.</remarks>
internal static class NewIdentities
{
    // What was announced so long ago is nobody's surprise any more.
    private const ulong IsNew = 7 * 86_400;

    // Who proposed a day ago for the first time has been seen by whoever looks.
    private const ulong ProposerIsNew = 86_400;

    /// <summary>The new identity that matters most: one that was used, then one of which nobody knows, then the newest. Null if none is new.</summary>
    public static NewIdentity? Worst(OpStackSighting seen) =>
        CodeOf(seen).Concat(RolesOf(seen)).OrderByDescending(it => it.IsUsed switch { true => 2, null => 1, _ => 0 }).ThenByDescending(it => it.At).FirstOrDefault();

    /// <summary>When a role came to its holder, within the last week; null if it is nothing new.</summary>
    public static Handover? HandoverOf(OpStackSighting seen, RoleHolder holder)
    {
        // An event is believed at once. A holder that is another than the event said came later, and without one.
        Handover? told = seen.Cut.Handovers.GetValueOrDefault(holder.Key), found = seen.Came.GetValueOrDefault(holder.Key);
        Handover? latest = told is null || found is { } silent && told.Holder != holder.Holder && silent.Block >= told.Block ? found : told;
        return latest is { } it && seen.Since(it.At) < IsNew ? it : null;
    }

    /// <summary>Whether a new holder has used its role; null where only the own node could tell.</summary>
    public static bool? IsUsed(OpStackSighting seen, RoleHolder holder, Handover since) => holder.Role switch
    {
        OpStackRole.Proposer => Since(seen, since).Any(),
        // In a game of two, the first answer to the root claim is the challenger's.
        OpStackRole.Challenger => Since(seen, since).Any(game => game.Facts.Claims > 1),
        // What builds on a block of L1 is derived from batches that came behind it.
        OpStackRole.Batcher => seen.Heads is { } heads ? heads.Origin >= since.Block : null,
        OpStackRole.BlockSigner => seen.Heads is { } heads ? heads.Unsafe.Number > heads.Safe.Number && heads.Unsafe.Time > since.At : null,
        _ => since.IsUsed || seen.Cut.Changes.Any(change => change.Block > since.Block && Handover.IsUse(holder.Key, change.Contract, change.By)),
    };

    /// <summary>Whether the auditor's operator has checked who holds a role.</summary>
    public static bool IsVerified(OpStackSighting seen, RoleHolder holder) => holder.Account is { } account && seen.Rollup.Verified.Contains(account);

    /// <summary>Whether somebody proposes who began to within a day, when others had before.</summary>
    public static bool HasNewProposer(OpStackSighting seen)
    {
        GameFacts[] games = [.. seen.Games.Where(game => game.Block is not null).Select(game => game.Facts)];
        return games.GroupBy(game => game.Creator).Any(mine => mine.Min(game => game.CreatedAt) is var first
            && seen.Since(first) < ProposerIsNew && !seen.Rollup.Verified.Contains(mine.Key) && games.Any(game => game.Creator != mine.Key && game.CreatedAt < first));
    }

    private static IEnumerable<NewIdentity> CodeOf(OpStackSighting seen)
    {
        if (seen.Cut.Implementation is { } code && seen.Since(code.At) < IsNew && !seen.Rollup.Verified.Contains(code.Address))
            yield return new($"game code {code.Address}", code.At, IsPlayed(code.Type, code.Block));
        if (seen.Cut.Arguments is { } arguments && seen.Since(arguments.At) < IsNew)
            yield return new($"game arguments {arguments.Hash}", arguments.At, IsPlayed(arguments.Type, arguments.Block));

        bool IsPlayed(uint type, ulong block) => seen.Cut.Games.Any(game => game.Type == type && game.Block.Number >= block);
    }

    private static IEnumerable<NewIdentity> RolesOf(OpStackSighting seen)
    {
        foreach (RoleHolder holder in seen.Roles.Holders)
        {
            if (HandoverOf(seen, holder) is { } since && !IsVerified(seen, holder))
                yield return new($"{RoleHolder.NameOf(holder.Role)} {holder.Who}", since.At, IsUsed(seen, holder, since));
        }
    }

    private static IEnumerable<GameSight> Since(OpStackSighting seen, Handover since) =>
        seen.Games.Where(game => game.Block >= since.Block && game.Facts.Type == seen.Portal.RespectedType);
}
