using System.Collections.Immutable;
using Plimsoll.Solvency.Risk;

namespace Plimsoll.Solvency.Parameters;

/// <summary>One number of the risk model.</summary>
/// <param name="Id">Its name in the document, such as <c>regime.red</c>.</param>
/// <param name="Value">In <paramref name="Unit"/>.</param>
/// <param name="Unit">As the schema names it.</param>
/// <param name="Source">Where it comes from, or the word assumption.</param>
/// <param name="Modes">For a multiplier, the failure modes whose rates it changes; else empty.</param>
public sealed record Parameter(string Id, double Value, string Unit, string Source, ImmutableArray<FailureMode> Modes)
{
    /// <summary>The parameter as an input of a computed figure.</summary>
    public Figure Figure => Figure.Given(Id, Value, Source);
}
