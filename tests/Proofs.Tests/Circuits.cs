using System.Collections.Concurrent;

namespace Plimsoll.Proofs.Tests;

/// <summary>Compiled circuits, each made once, and their opinion of a witness.</summary>
internal static class Circuits
{
    public const int Depth = State.Tests.Town.Depth;

    private static readonly ConcurrentDictionary<SegmentShape, Lazy<ConstraintSystem>> s_users = [], s_queues = [];

    /// <summary>A point that nobody chose.</summary>
    public static Fr Z { get; } = Fr.FromHex("2b1f00d5eed");

    public static ConstraintSystem Users(SegmentShape shape) => s_users.GetOrAdd(shape, s => new(() => ConstraintSystem.Compile(UserSegment.Blank(s)))).Value;

    public static ConstraintSystem Queue(SegmentShape shape) => s_queues.GetOrAdd(shape, s => new(() => ConstraintSystem.Compile(QueueSegment.Blank(s)))).Value;

    /// <summary>The name of the first constraint that fails, or null; solver and matrices agree.</summary>
    public static string? Violation(ConstraintSystem system, ICircuit circuit)
    {
        (Witness witness, int violation) = system.Solve(circuit, mutation: null, out _);
        Assert.Equal(violation, system.FindViolation(witness));
        return violation < 0 ? null : system.NameOf(violation);
    }
}
