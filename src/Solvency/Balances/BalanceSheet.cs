using System.Collections.Immutable;

namespace Plimsoll.Solvency.Balances;

/// <summary>What a rollup has and what it owes, on one cut.</summary>
/// <param name="Cut">The block that both sides belong to.</param>
/// <param name="Tokens">One line for each token.</param>
/// <remarks>Spec: docs/spec/solvency.md#balance-sheet.</remarks>
public sealed record BalanceSheet(Cut Cut, ImmutableArray<TokenBalance> Tokens)
{
    /// <summary>Whether no token lacks more than rounding.</summary>
    /// <param name="tolerance">In millionths of the supply.</param>
    public bool IsCovered(uint tolerance) => !Tokens.Any(token => token.IsBreached(tolerance));

    /// <summary>Σ p·min(E, liabilities) / Σ p·liabilities: a surplus in one token never covers another.</summary>
    /// <remarks>1 with nothing owed.</remarks>
    /// <param name="price">Of a token's smallest unit, at least 0, in one currency.</param>
    public double Coverage(Func<string, double> price)
    {
        double covered = 0, owed = 0;
        foreach (TokenBalance token in Tokens)
        {
            double unit = price(token.Token);
            covered += unit * TokenBalance.ToDouble(UInt256.Min(token.Escrow, token.Liabilities));
            owed += unit * TokenBalance.ToDouble(token.Liabilities);
        }

        return owed == 0 ? 1 : covered / owed;
    }

    /// <summary>The lowest coverage of any token in basis points: the number for the whole rollup.</summary>
    public ushort LowestCoverageBps => Tokens.IsEmpty ? ushort.MaxValue : Tokens.Min(token => token.CoverageBps);
}
