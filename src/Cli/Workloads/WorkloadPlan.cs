using Plimsoll.Cli.CommandLine;

namespace Plimsoll.Cli.Workloads;

/// <summary>Who trades with whom, and what each must bring so that nobody is ever short.</summary>
/// <remarks>The recordings name no accounts: buyer and seller of each row follow from the row's line by a fixed rule, so that a run can be repeated exactly.</remarks>
internal sealed class WorkloadPlan
{
    /// <summary>The token that cash is paid in; ETH is token 0.</summary>
    public const byte Cash = 1;

    /// <summary>The first instrument's token.</summary>
    public const byte FirstInstrument = 2;

    private readonly Dictionary<(int Trader, byte Token), UInt128> _funding;

    private WorkloadPlan(IReadOnlyList<string> instruments, IReadOnlyList<PlannedSwap> swaps, Dictionary<(int Trader, byte Token), UInt128> funding) =>
        (Instruments, Swaps, _funding) = (instruments, swaps, funding);

    /// <summary>The instruments in the order of their tokens.</summary>
    public IReadOnlyList<string> Instruments { get; }

    public IReadOnlyList<PlannedSwap> Swaps { get; }

    /// <summary>What each trader has to bring of each token that it ever holds; zero where others pay it first.</summary>
    public IReadOnlyDictionary<(int Trader, byte Token), UInt128> Funding => _funding;

    /// <summary>Makes the plan.</summary>
    /// <param name="trades">The trades.</param>
    /// <param name="traders">At least 2.</param>
    /// <exception cref="CommandException">There are more instruments than a rollup has tokens for.</exception>
    public static WorkloadPlan Make(IReadOnlyList<Trade> trades, int traders)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(traders, 2);
        Dictionary<string, byte> tokens = [];
        List<PlannedSwap> swaps = new(trades.Count);
        Dictionary<(int, byte), (UInt128 Balance, UInt128 Brought)> accounts = [];
        foreach (Trade trade in trades)
        {
            if (!tokens.TryGetValue(trade.Instrument, out byte token))
            {
                if (tokens.Count > byte.MaxValue - FirstInstrument)
                    throw CommandException.WrongInput($"line {trade.Line}: more than {byte.MaxValue - FirstInstrument + 1} instruments, and a rollup has 256 tokens");
                tokens.Add(trade.Instrument, token = (byte)(FirstInstrument + tokens.Count));
            }

            (int buyer, int seller) = Pair(trade.Line, traders);
            swaps.Add(new(trade.Line, buyer, seller, token, trade.Quantity, trade.Cash));
            Move(buyer, seller, Cash, trade.Cash);
            Move(seller, buyer, token, trade.Quantity);
        }

        return new([.. tokens.Keys], swaps, accounts.ToDictionary(account => account.Key, account => account.Value.Brought));

        void Move(int from, int to, byte token, UInt128 amount)
        {
            (UInt128 balance, UInt128 brought) = accounts.GetValueOrDefault((from, token));
            UInt128 missing = balance < amount ? amount - balance : UInt128.Zero;
            accounts[(from, token)] = (balance + missing - amount, checked(brought + missing));
            (balance, brought) = accounts.GetValueOrDefault((to, token));
            accounts[(to, token)] = (checked(balance + amount), brought);
        }
    }

    private static (int Buyer, int Seller) Pair(int line, int traders)
    {
        ulong drawn = SplitMix64((ulong)line);
        int buyer = (int)(drawn % (uint)traders);
        int distance = 1 + (int)((drawn >> 32) % (uint)(traders - 1));
        return (buyer, (buyer + distance) % traders);
    }

    /// <summary>SplitMix64 (Steele, Lea, Flood 2014): spreads neighbouring numbers.</summary>
    private static ulong SplitMix64(ulong seed)
    {
        ulong z = unchecked(seed + 0x9e3779b97f4a7c15);
        z = unchecked((z ^ (z >> 30)) * 0xbf58476d1ce4e5b9);
        z = unchecked((z ^ (z >> 27)) * 0x94d049bb133111eb);
        return z ^ (z >> 31);
    }
}
