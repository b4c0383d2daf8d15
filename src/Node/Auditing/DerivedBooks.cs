using Plimsoll.Node.Chain;
using Plimsoll.Solvency.Balances;

namespace Plimsoll.Node.Auditing;

/// <summary>The right side of the balance sheet: what the state that was derived from L1 data owes.</summary>
/// <param name="Height">Up to this batch everything was derived and is right.</param>
/// <param name="Fault">The next batch, when it is wrong.</param>
/// <param name="Missing">The next batch, when no source has its blobs.</param>
/// <param name="Liabilities">By token.</param>
/// <param name="IsConserved">Whether the state holds exactly what deposits brought: Σ balances + Σ withdrawn + Σ pots = Σ deposits consumed.</param>
internal sealed record DerivedBooks(
    ulong Height, FaultyBatch? Fault, CommittedBatch? Missing, IReadOnlyDictionary<byte, RollupLiabilities> Liabilities, bool IsConserved);
