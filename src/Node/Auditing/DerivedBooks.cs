using System.Collections.Immutable;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Solvency.Balances;
using Plimsoll.State;

namespace Plimsoll.Node.Auditing;

/// <summary>The right side of the balance sheet: what the state that was derived from L1 data owes.</summary>
/// <param name="Height">Up to this batch everything was derived and is right.</param>
/// <param name="Fault">The next batch, when it is wrong.</param>
/// <param name="Missing">The next batch, when no source has its blobs.</param>
/// <param name="Liabilities">By token.</param>
/// <param name="IsConserved">Whether the state holds exactly what deposits brought: Σ balances + Σ withdrawn + Σ pots = Σ deposits consumed.</param>
internal sealed record DerivedBooks(
    ulong Height, FaultyBatch? Fault, CommittedBatch? Missing, IReadOnlyDictionary<byte, RollupLiabilities> Liabilities, bool IsConserved)
{
    /// <summary>Adds up a derived state.</summary>
    /// <param name="cut">The cut that it was derived from.</param>
    /// <param name="deriver">The state, at its last right batch.</param>
    /// <param name="missing">The batch behind it whose blobs are nowhere.</param>
    public static DerivedBooks Of(RollupCut cut, ChainDeriver deriver, CommittedBatch? missing)
    {
        int consumed = (int)cut.HeaderAt(deriver.Height).QueueEnd;
        // Escape claims begin when the last pending batch is settled.
        bool isEscaping = cut is { IsFrozen: true, OldestPending: null };
        IEnumerable<QueuedOperation> open = cut.Queue.Skip(consumed).Where(entry => !cut.Refunded.Contains(entry.Item.Number)).Select(entry => entry.Item.Operation);
        return new(
            deriver.Height, deriver.Fault, missing, RollupLiabilities.Of(deriver.State, ClaimsOf(cut), open, isEscaping), IsWhole(deriver.State, cut.Queue.Take(consumed)));
    }

    private static bool IsWhole(RollupState state, IEnumerable<QueueEntry> consumed)
    {
        Dictionary<byte, UInt256> deposits = consumed.Select(entry => entry.Item.Operation).OfType<QueuedOperation.Deposit>()
            .GroupBy(deposit => deposit.Token)
            .ToDictionary(group => group.Key, group => group.Aggregate(UInt256.Zero, (sum, deposit) => sum + deposit.Amount.ToUInt256()));
        SortedDictionary<byte, RollupLiabilities> held = RollupLiabilities.Of(state, ImmutableDictionary<ClaimKey, UInt128>.Empty, []);
        return deposits.Keys.Union(held.Keys).All(token =>
            held.GetValueOrDefault(token) is var books && books.Balances + books.Pots + books.Unclaimed == deposits.GetValueOrDefault(token));
    }

    private static Dictionary<ClaimKey, UInt128> ClaimsOf(RollupCut cut)
    {
        Dictionary<Address, byte> numbers = [];
        foreach ((int number, Address token) in cut.Identity.Tokens.Index())
            numbers.TryAdd(token, (byte)number);
        return cut.Claimed.Where(claim => numbers.ContainsKey(claim.Key.Token))
            .ToDictionary(claim => new ClaimKey(claim.Key.Index, claim.Key.Owner, numbers[claim.Key.Token]), claim => claim.Value.ToUInt128());
    }
}
