namespace Plimsoll.Node.Auditing.OpStack;

/// <summary>What a game says of itself at one block.</summary>
/// <param name="Game">Where it is.</param>
/// <param name="RootClaim">The output root that it is about.</param>
/// <param name="L2Block">The block of the rollup whose output that is to be; null if the game has no such number.</param>
/// <param name="Type">Its type.</param>
/// <param name="CreatedAt">Since when it is played.</param>
/// <param name="Creator">Who proposed.</param>
/// <param name="MaxClock">How long each side may think, in seconds; null if the game has no clock.</param>
/// <param name="WasRespected">Whether its type was the respected one when it was created; null where the game does not keep that.</param>
/// <param name="Weth">DelayedWETH, which keeps its bonds; zero where it names none.</param>
/// <param name="Status">How it stands.</param>
/// <param name="ResolvedAt">When it was resolved; 0 before.</param>
/// <param name="Bonds">What is staked in it, in wei; null where nobody says.</param>
/// <param name="Claims">How many claims were made, the root claim included; null where the game does not count.</param>
internal sealed record GameFacts(
    Address Game, Bytes32 RootClaim, UInt256? L2Block, uint Type, ulong CreatedAt, Address Creator, ulong? MaxClock, bool? WasRespected, Address Weth,
    GameStatus Status, ulong ResolvedAt, UInt256? Bonds, ulong? Claims);

/// <summary>How a game stands; the numbers are the contracts'.</summary>
internal enum GameStatus
{
    /// <summary>It is played.</summary>
    InProgress = 0,

    /// <summary>The root claim has lost.</summary>
    ChallengerWins = 1,

    /// <summary>The root claim stands, and pays after the air gap.</summary>
    DefenderWins = 2,
}
