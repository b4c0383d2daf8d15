namespace Plimsoll.Snark.Circuits;

/// <summary>A compiled circuit, R1CS: rows a, b, c with <c>(a · w)(b · w) = c · w</c> for the vector w of all wires.</summary>
/// <remarks>Wire 0 is the constant one, then come the public inputs. Immutable and safe to share between threads.</remarks>
public sealed partial class ConstraintSystem
{
    private readonly ConstraintNames _names;

    internal ConstraintSystem(int wires, int publics, SparseMatrix a, SparseMatrix b, SparseMatrix c, ConstraintNames names)
    {
        (WireCount, PublicCount, A, B, C) = (wires, publics, a, b, c);
        _names = names;
    }

    /// <summary>The number of wires, the constant one included.</summary>
    public int WireCount { get; }

    /// <summary>The number of public inputs.</summary>
    public int PublicCount { get; }

    /// <summary>The number of constraints.</summary>
    public int ConstraintCount => A.RowCount;

    /// <summary>The left factors.</summary>
    public SparseMatrix A { get; }

    /// <summary>The right factors.</summary>
    public SparseMatrix B { get; }

    /// <summary>The products.</summary>
    public SparseMatrix C { get; }

    /// <summary>Compiles a circuit; the values of its inputs do not matter.</summary>
    /// <exception cref="InvalidOperationException">An input or a hint appears in no constraint, so that it could be anything.</exception>
    public static ConstraintSystem Compile(ICircuit circuit)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ConstraintRecorder recorder = new();
        CircuitBuilder builder = new(recorder);
        circuit.Define(builder);
        ConstraintSystem system = recorder.ToSystem(builder.WireCount, builder.PublicCount);
        system.RequireEveryWireIsUsed();
        return system;
    }

    /// <summary>What a constraint is called: the scopes it stands in and its place there, such as <c>transfer 3/signature#12</c>.</summary>
    public string NameOf(int constraint)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(constraint);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(constraint, ConstraintCount);
        return _names[constraint];
    }

    /// <summary>Returns the first constraint that the values do not satisfy, or −1: the judge that trusts no solver.</summary>
    /// <exception cref="ArgumentException">The witness has another number of wires.</exception>
    public int FindViolation(Witness witness)
    {
        RequireFits(witness);
        for (int row = 0; row < ConstraintCount; row++)
        {
            if (A.RowTimes(row, witness.Values) * B.RowTimes(row, witness.Values) != C.RowTimes(row, witness.Values))
                return row;
        }

        return -1;
    }

    internal void RequireFits(Witness witness)
    {
        ArgumentNullException.ThrowIfNull(witness);
        if (witness.Values.Length != WireCount || witness.PublicCount != PublicCount || witness.Values[0] != Fr.One)
            throw new ArgumentException($"The witness is not one of this circuit, which has {WireCount} wires and {PublicCount} public inputs.", nameof(witness));
    }

    private void RequireEveryWireIsUsed()
    {
        bool[] used = new bool[WireCount];
        used[0] = true;
        foreach (SparseMatrix matrix in (ReadOnlySpan<SparseMatrix>)[A, B, C])
        {
            for (int row = 0; row < ConstraintCount; row++)
            {
                foreach (int wire in matrix.WiresOf(row))
                    used[wire] = true;
            }
        }

        if (Array.IndexOf(used, false) is > 0 and int free)
            throw new InvalidOperationException($"Wire {free} appears in no constraint, so it could be anything.");
    }
}
