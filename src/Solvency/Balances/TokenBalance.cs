using Plimsoll.Solvency.Risk;

namespace Plimsoll.Solvency.Balances;

/// <summary>One token's line of the balance sheet, in the token's smallest unit.</summary>
/// <param name="Token">Its name on L1: an address, or a name that the source gives it.</param>
/// <param name="Escrow">E: what lies on L1.</param>
/// <param name="Supply">L: what is owed on the rollup, balances and fee pots.</param>
/// <param name="DepositsInFlight">D: in the escrow, not yet on the rollup.</param>
/// <param name="WithdrawalsInFlight">W: gone from the rollup, not yet paid.</param>
/// <remarks>Spec: docs/spec/solvency.md#balance-sheet.</remarks>
public sealed record TokenBalance(string Token, UInt256 Escrow, UInt256 Supply, UInt256 DepositsInFlight, UInt256 WithdrawalsInFlight)
{
    private const uint BasisPoints = 10_000;

    /// <summary>L + D + W: everything that the escrow has to cover.</summary>
    public UInt256 Liabilities => Supply + DepositsInFlight + WithdrawalsInFlight;

    /// <summary>max(0, E − liabilities).</summary>
    public UInt256 Surplus => UInt256.TrySubtract(Escrow, Liabilities, out UInt256 surplus) ? surplus : UInt256.Zero;

    /// <summary>max(0, liabilities − E).</summary>
    public UInt256 Shortfall => UInt256.TrySubtract(Liabilities, Escrow, out UInt256 shortfall) ? shortfall : UInt256.Zero;

    /// <summary>E over liabilities in basis points, rounded down, 65,535 at most; with nothing owed, 65,535.</summary>
    public ushort CoverageBps
    {
        get
        {
            UInt256 owed = Liabilities;
            if (owed.IsZero)
                return ushort.MaxValue;
            // A 256-bit escrow is cut on both sides, which changes the quotient by less than 2^-200 of it, downwards.
            int shift = Math.Max(0, Math.Max(Escrow.BitLength, owed.BitLength) - 240);
            UInt256 divisor = UInt256.DivideRoundingUp(owed, UInt256.One << shift);
            return (ushort)(ulong)UInt256.Min((Escrow >> shift) * BasisPoints / divisor, ushort.MaxValue);
        }
    }

    /// <summary>E over liabilities, for the model; infinite with nothing owed.</summary>
    public double Coverage => Liabilities.IsZero ? double.PositiveInfinity : ToDouble(Escrow) / ToDouble(Liabilities);

    /// <summary>Whether the shortfall is more than rounding: X &lt; −ε with ε = max(1 unit, tolerance · L).</summary>
    /// <param name="tolerance">A share of the supply, in millionths, rounded down.</param>
    public bool IsBreached(uint tolerance) => Shortfall > UInt256.Max(UInt256.One, Supply / 1_000_000 * tolerance + Supply % 1_000_000 * tolerance / 1_000_000);

    /// <summary>The coverage to report: a shortfall that is no breach counts as none.</summary>
    /// <param name="tolerance">In millionths of the supply.</param>
    public ushort ReportedCoverageBps(uint tolerance) => IsBreached(tolerance) ? CoverageBps : Math.Max(CoverageBps, (ushort)BasisPoints);

    /// <summary>The line as a figure with its parts.</summary>
    public Figure Figure => Figure.Of($"coverage of {Token}", Coverage, "E / (L + D + W)",
        Figure.Given("escrow E", ToDouble(Escrow), "L1"), Figure.Given("supply L", ToDouble(Supply), "derived state"),
        Figure.Given("deposits in flight D", ToDouble(DepositsInFlight), "queue on L1"),
        Figure.Given("withdrawals in flight W", ToDouble(WithdrawalsInFlight), "derived state and claims on L1"));

    internal static double ToDouble(UInt256 value)
    {
        int shift = Math.Max(0, value.BitLength - 64);
        return Math.ScaleB((ulong)(value >> shift), shift);
    }
}
