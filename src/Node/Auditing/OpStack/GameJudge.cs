using Plimsoll.L1.Rpc;

namespace Plimsoll.Node.Auditing.OpStack;

/// <summary>Judges the games that may matter, and the anchor from which they begin.</summary>
internal sealed class GameJudge(GameReader reader, OutputChecks outputs)
{
    // The worst game, the delay of its bonds, and some days more: what monitors of this stack look back.
    private const ulong Lookback = 28 * 86_400;

    private readonly GameBook _games = new(reader);

    /// <summary>Judges games that were announced of late, and others that something was proven by.</summary>
    public async Task<Dictionary<Address, GameSight>> JudgeAsync(OpStackCut cut, PortalFacts portal, IEnumerable<Address> proven, BlockReference block, CancellationToken cancellationToken)
    {
        Dictionary<Address, DisputeGame> listed = [];
        foreach (DisputeGame game in cut.Games.Where(game => game.CreatedAt + Lookback >= cut.Time))
            listed[game.Address] = game;
        Address[] named = [.. listed.Keys.Concat(proven).Distinct()];
        Dictionary<Address, GameFacts> facts = await _games.FactsOfAsync(named, cut, block, cancellationToken).ConfigureAwait(false);
        Address[] old = [.. named.Where(game => !listed.ContainsKey(game))];
        HashSet<Address> blacklist = [.. cut.Blacklist];
        foreach ((Address game, bool isBlacklisted) in old.Zip(await reader.ReadBlacklistAsync(old, block, cancellationToken).ConfigureAwait(false)))
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
                ? await outputs.JudgeAsync(game.L2Block, game.RootClaim, announced?.Block.Number ?? cut.Block.Number, cancellationToken).ConfigureAwait(false)
                : (Verdict.Unknown, null);
            games[game.Game] = new(game, announced?.Block.Number, verdict, own, blacklist.Contains(game.Game), canPay);
        }

        return games;
    }

    /// <summary>Judges the anchor.</summary>
    public async Task<AnchorSight> JudgeAsync(OpStackCut cut, PortalFacts portal, CancellationToken cancellationToken) => new(
        portal.Anchor,
        portal.Anchor is { } anchor ? (await outputs.JudgeAsync(anchor.L2Block, anchor.Root, cut.Block.Number, cancellationToken).ConfigureAwait(false)).Verdict : Verdict.Unknown,
        portal.IsAnchorUnknown);

    /// <summary>Forgets what was learnt above a block.</summary>
    public void Unwind(ulong block) => _games.Unwind(block);
}
