using Plimsoll.Solvency.Balances;

namespace Plimsoll.Solvency.Backtest;

/// <summary>One token's escrow and supply, as recorded events move them.</summary>
/// <remarks>A side that is asked for more than it has stays at zero; what was asked beyond is remembered and owed.</remarks>
internal sealed class TokenBooks(string token)
{
    public UInt256 Escrow { get; private set; }

    public UInt256 Supply { get; private set; }

    /// <summary>Released beyond what this record ever locked: another route's money.</summary>
    public UInt256 Overdrawn { get; private set; }

    public string Token => token;

    public void Apply(BridgeEvent item)
    {
        switch (item.Kind)
        {
            case EventKind.Lock:
                UInt256 back = UInt256.Min(Overdrawn, item.Amount);
                Overdrawn -= back;
                Escrow += item.Amount - back;
                break;
            case EventKind.Release:
                UInt256 there = UInt256.Min(Escrow, item.Amount);
                Escrow -= there;
                Overdrawn += item.Amount - there;
                break;
            case EventKind.Mint:
                Supply += item.Amount;
                break;
            default:
                Supply -= UInt256.Min(Supply, item.Amount);
                break;
        }
    }

    /// <summary>E against L: both chains' records are not one cut, so nothing in between can be told apart and D = W = 0.</summary>
    public TokenBalance Line() => new(token, Escrow, Supply, UInt256.Zero, UInt256.Zero);
}
