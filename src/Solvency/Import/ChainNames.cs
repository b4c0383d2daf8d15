namespace Plimsoll.Solvency.Import;

/// <summary>The chains that hold contracts of rollups: their short names, and how fast the number rises that their contracts see as the block number.</summary>
internal static class ChainNames
{
    private static readonly Dictionary<string, string> s_full = new()
    {
        ["eth"] = "ethereum",
        ["arb1"] = "arbitrum",
        ["oeth"] = "optimism",
        ["matic"] = "polygonpos",
        ["bnb"] = "bsc",
    };

    // Contracts on Arbitrum chains see the block number of Ethereum; contracts on OP Stack chains see their own, every two seconds.
    private static readonly Dictionary<string, uint> s_blockSeconds = new()
    {
        ["ethereum"] = 12,
        ["arbitrum"] = 12,
        ["nova"] = 12,
        ["optimism"] = 2,
        ["base"] = 2,
        ["polygonpos"] = 2,
        ["bsc"] = 3,
        ["celo"] = 5,
    };

    /// <summary>The long name of a short one; others stay as they are.</summary>
    public static string Full(string name) => s_full.GetValueOrDefault(name, name);

    /// <summary>Seconds from one block number to the next, as contracts see it; Ethereum's where the chain is not known.</summary>
    public static uint BlockSeconds(string chain) => s_blockSeconds.GetValueOrDefault(chain, s_blockSeconds["ethereum"]);
}
