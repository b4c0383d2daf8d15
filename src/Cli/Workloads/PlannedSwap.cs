namespace Plimsoll.Cli.Workloads;

/// <summary>One trade between two people: cash against an instrument.</summary>
/// <param name="Line">The trade's line in its file.</param>
/// <param name="Buyer">Pays the cash; a trader's number.</param>
/// <param name="Seller">Delivers.</param>
/// <param name="Token">The instrument.</param>
/// <param name="Quantity">Of the instrument, in its smallest unit.</param>
/// <param name="Cash">In the smallest unit of <see cref="WorkloadPlan.Cash"/>.</param>
internal readonly record struct PlannedSwap(int Line, int Buyer, int Seller, byte Token, UInt128 Quantity, UInt128 Cash);
