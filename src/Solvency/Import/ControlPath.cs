namespace Plimsoll.Solvency.Import;

/// <summary>A way to replace a contract's code: who can do it, and how long it takes them.</summary>
/// <param name="Contract">The contract that would be replaced.</param>
/// <param name="Holder">Who decides at the end of the way.</param>
/// <param name="HolderKind">Such as <c>multisig 9 of 12</c>, <c>account</c>, <c>contract</c>; <c>unknown</c> if no file describes it.</param>
/// <param name="DelaySeconds">Σ of the delays on the way.</param>
/// <param name="Via">Who is on the way.</param>
public sealed record ControlPath(string Contract, string Holder, string HolderKind, ulong DelaySeconds, IReadOnlyList<string> Via);
