namespace Plimsoll.Solvency.Backtest;

/// <summary>One recorded event of a bridge.</summary>
/// <param name="Time">Of its block, Unix seconds.</param>
/// <param name="Kind">What it did.</param>
/// <param name="Token">The token, by the name that both sides share.</param>
/// <param name="Amount">In the token's smallest unit.</param>
/// <param name="Transaction">Its transaction.</param>
/// <param name="IsTheft">Whether the record's authors class it as the incident; the replay compares with it and never looks at it before.</param>
public readonly record struct BridgeEvent(ulong Time, EventKind Kind, string Token, UInt256 Amount, string Transaction, bool IsTheft);
