namespace Plimsoll.Solvency.Import;

/// <summary>A power over a contract that a discovery file has worked out already.</summary>
/// <param name="Kind">Such as <c>upgrade</c>.</param>
/// <param name="From">The contract over which it is held.</param>
/// <param name="DelaySeconds">Σ of the delays on the way.</param>
/// <param name="Via">Who is on the way, from the contract to the holder.</param>
internal sealed record Permission(string Kind, ChainAddress From, ulong DelaySeconds, IReadOnlyList<ChainAddress> Via);
