using System.Globalization;

namespace Plimsoll.Node.Auditing;

/// <summary>Amounts as the auditor publishes them: decimal strings for money, doubles for the model only.</summary>
internal static class MoneyText
{
    public static string Signed(UInt256 surplus, UInt256 shortfall) => shortfall.IsZero ? surplus.ToString() : "-" + shortfall;

    /// <summary>The nearest double below, within 2⁻⁵² of the amount.</summary>
    public static double ToDouble(UInt256 amount) => double.Parse(amount.ToString(), NumberStyles.None, CultureInfo.InvariantCulture);
}
