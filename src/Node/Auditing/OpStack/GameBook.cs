using Plimsoll.L1.Rpc;

namespace Plimsoll.Node.Auditing.OpStack;

/// <summary>What games say of themselves; of those that ended, nothing is asked again.</summary>
internal sealed class GameBook(GameReader reader)
{
    private readonly Dictionary<Address, (GameFacts Facts, ulong Seen)> _games = [], _ended = [];

    /// <summary>The facts of those of the games that are games.</summary>
    public async Task<Dictionary<Address, GameFacts>> FactsOfAsync(Address[] games, OpStackCut cut, BlockReference block, CancellationToken cancellationToken)
    {
        Dictionary<Address, GameFacts> facts = [];
        foreach (Address game in games)
        {
            if (_ended.TryGetValue(game, out (GameFacts Facts, ulong Seen) known))
                facts[game] = known.Facts;
        }

        Address[] open = [.. games.Where(game => !facts.ContainsKey(game))];
        GameFacts[] before = [.. open.Where(_games.ContainsKey).Select(game => _games[game].Facts)];
        IEnumerable<GameFacts?> read = await reader.RefreshAsync(before, block, cancellationToken).ConfigureAwait(false);
        read = read.Concat(await reader.ReadGamesAsync([.. open.Where(game => !_games.ContainsKey(game))], block, cancellationToken).ConfigureAwait(false));
        foreach (GameFacts game in read.OfType<GameFacts>().ToArray())
        {
            facts[game.Game] = game;
            // Until when a game may be taken back with its block: since it was first seen, and since it was seen to have ended.
            _games.TryAdd(game.Game, (game, cut.Block.Number));
            if (game.Status != GameStatus.InProgress)
                _ended[game.Game] = (game, cut.Block.Number);
        }

        return facts;
    }

    /// <summary>Forgets what was learnt above a block.</summary>
    public void Unwind(ulong block)
    {
        _games.Forget(it => it.Seen > block);
        _ended.Forget(it => it.Seen > block);
    }
}
