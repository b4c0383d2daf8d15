namespace Plimsoll.Solvency.Balances;

/// <summary>The block of L1 at which both sides of a balance sheet were read.</summary>
/// <param name="Block">Its number.</param>
/// <param name="Hash">Its hash: escrow read and data derived up to exactly this block.</param>
/// <param name="Time">Its timestamp, Unix seconds.</param>
/// <param name="IsFinal">Whether L1 has finalised it.</param>
public readonly record struct Cut(ulong Block, Bytes32 Hash, ulong Time, bool IsFinal);
