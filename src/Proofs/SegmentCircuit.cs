using Plimsoll.Batches;
using Plimsoll.Snark.Circuits;

namespace Plimsoll.Proofs;

/// <summary>One circuit, which has one key: whose slots it holds, and its shape.</summary>
/// <param name="Kind">Whose slots.</param>
/// <param name="Shape">Everything else that decides which constraints there are.</param>
public sealed record SegmentCircuit(SegmentKind Kind, SegmentShape Shape)
{
    /// <summary>What the circuit is called in files: <c>users-16-compact-12-3</c> for 16 slots, 12 levels and 3 of them carried.</summary>
    public string Name { get; } = string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{(Kind == SegmentKind.Queue ? "queue" : "users")}-{Shape.Slots}-{(Shape.Layout == DataLayout.Full ? "full" : "compact")}-{Shape.Depth}-{Shape.TopLevels}");

    /// <summary>Returns the constraints; takes about a microsecond for each.</summary>
    public ConstraintSystem Compile() =>
        ConstraintSystem.Compile(Kind == SegmentKind.Queue ? QueueSegment.Blank(Shape) : UserSegment.Blank(Shape));
}
