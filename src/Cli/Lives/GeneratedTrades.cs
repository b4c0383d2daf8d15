using Plimsoll.Cli.Workloads;

namespace Plimsoll.Cli.Lives;

/// <summary>Trades for a devnet that was given no recording: two instruments, prices that wander. The same seed gives the same trades.</summary>
internal static class GeneratedTrades
{
    private static readonly (string Name, ulong Price)[] s_instruments = [("WHEAT", 214_500_000), ("COPPER", 9_870_000)];

    public static IReadOnlyList<Trade> Make(int count, int seed = 1)
    {
        Random random = new(seed);
        ulong[] prices = [.. s_instruments.Select(instrument => instrument.Price)];
        Trade[] trades = new Trade[count];
        for (int i = 0; i < count; i++)
        {
            int which = random.Next(s_instruments.Length);
            prices[which] = prices[which] * (ulong)random.Next(9_990, 10_011) / 10_000;
            UInt128 quantity = (UInt128)random.Next(1, 500) * 10_000;
            trades[i] = new(i + 2, s_instruments[which].Name, quantity, quantity * prices[which] / Trade.One + 1);
        }

        return trades;
    }
}
