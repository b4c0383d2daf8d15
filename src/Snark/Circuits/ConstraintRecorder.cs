namespace Plimsoll.Snark.Circuits;

/// <summary>Collects constraints and their names while a circuit is compiled.</summary>
internal sealed class ConstraintRecorder
{
    private readonly CoefficientTable _coefficients = new();
    private readonly SparseMatrix.Builder _a, _b, _c;
    private readonly ConstraintNames.Builder _names = new();

    public ConstraintRecorder() => (_a, _b, _c) = (new(_coefficients), new(_coefficients), new(_coefficients));

    public void Add(LinearCombination a, LinearCombination b, LinearCombination c)
    {
        _a.AddRow(a.Wires, a.Coefficients);
        _b.AddRow(b.Wires, b.Coefficients);
        _c.AddRow(c.Wires, c.Coefficients);
        _names.AddConstraint();
    }

    public void Enter(string name, int index) => _names.Enter(name, index);

    public void Leave() => _names.Leave();

    public ConstraintSystem ToSystem(int wires, int publics)
    {
        Fr[] coefficients = _coefficients.ToArray();
        return new(wires, publics, _a.ToMatrix(coefficients), _b.ToMatrix(coefficients), _c.ToMatrix(coefficients), _names.ToNames());
    }
}
