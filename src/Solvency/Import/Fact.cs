namespace Plimsoll.Solvency.Import;

/// <summary>A number that a contract's view function answered, and what it means.</summary>
/// <param name="Kind">What it means.</param>
/// <param name="Value">Seconds or smallest units, as the kind says.</param>
/// <param name="Contract">The contract's name.</param>
/// <param name="Address">Where it is, as <c>chain:0x…</c>.</param>
/// <param name="Field">The field it was read from.</param>
public sealed record Fact(FactKind Kind, UInt256 Value, string Contract, string Address, string Field);
