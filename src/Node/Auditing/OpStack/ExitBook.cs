using Plimsoll.Solvency.Parameters;

namespace Plimsoll.Node.Auditing.OpStack;

/// <summary>The way out, estimated anew only when something that it rests on has changed.</summary>
internal sealed class ExitBook(OpStackRollup rollup, RiskParameters parameters)
{
    private (string Key, ExitEstimate Exit)? _exit;

    /// <summary>The estimate.</summary>
    /// <param name="portal">The delays.</param>
    /// <param name="games">Games, oldest first.</param>
    /// <param name="heads">How far the own node is.</param>
    /// <param name="now">The block's time.</param>
    public ExitEstimate Of(PortalFacts portal, GameSight[] games, OwnHeads? heads, ulong now)
    {
        ulong[] times = [.. games.Where(game => game.Block is not null && game.Facts.Type == portal.RespectedType).Select(game => game.Facts.CreatedAt)];
        ulong clock = games.LastOrDefault(game => game.Facts.Type == portal.RespectedType)?.Facts.MaxClock ?? 0;
        double? safeAge = heads is { Safe.Time: var safe } ? now > safe ? now - safe : 0 : null;
        // Minutes are enough for what takes days.
        double? rounded = safeAge is { } age ? Math.Round(age / 60) * 60 : null;
        string key = FormattableString.Invariant($"{times.Length} {times.LastOrDefault()} {clock} {portal.ProofMaturity} {portal.Finality} {rounded}");
        if (_exit is { } known && known.Key == key)
            return known.Exit;
        ExitEstimate exit = OpStackExit.Of(rollup, portal, clock, [.. times.Zip(times.Skip(1), (earlier, later) => (double)(later - earlier))], rounded, parameters);
        _exit = (key, exit);
        return exit;
    }
}
