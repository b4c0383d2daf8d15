namespace Plimsoll.Node.Auditing.OpStack;

/// <summary>When the portal pays a withdrawal that was proven against a game.</summary>
/// <remarks>As the published contracts check it; where old and new ones differ, the one that pays sooner. Spec: docs/spec/opstack.md#when-the-portal-pays.</remarks>
internal static class PaymentRules
{
    /// <summary>Whether the portal may ever pay by a game, as things stand.</summary>
    public static bool CanPay(GameFacts game, PortalFacts portal, bool isBlacklisted) =>
        !isBlacklisted && game.Status != GameStatus.ChallengerWins && game.CreatedAt >= portal.RespectedSince && (game.WasRespected ?? game.Type == portal.RespectedType);

    /// <summary>Whether a game that can pay does so at a time: it was won, and the air gap is over.</summary>
    public static bool Pays(GameFacts game, PortalFacts portal, ulong now) => game.Status == GameStatus.DefenderWins && now > game.ResolvedAt + portal.Finality;

    /// <summary>The first second at which a game can pay if nobody moves in it any more.</summary>
    public static ulong PaysFrom(GameFacts game, PortalFacts portal, ulong now) =>
        (game.Status == GameStatus.InProgress ? Math.Max(now, game.CreatedAt + (game.MaxClock ?? 0)) : game.ResolvedAt) + portal.Finality + 1;

    /// <summary>The first second at which a proven withdrawal can be paid.</summary>
    public static ulong PaysFrom(GameFacts game, PortalFacts portal, ulong now, ulong provenAt) => Math.Max(provenAt + portal.ProofMaturity + 1, PaysFrom(game, portal, now));
}
