namespace Plimsoll.Snark.Circuits;

/// <summary>What a circuit is defined with: inputs, hints and constraints <c>a · b = c</c> between signals.</summary>
/// <remarks>
/// One definition serves two purposes. Compiling records constraints; solving computes the wires' values. Both walk through the same steps, which
/// is checked by counting, and a constraint is only ever a product, so nothing but <see cref="AssertProduct"/> can bind a wire.
/// </remarks>
public sealed partial class CircuitBuilder
{
    private readonly ConstraintRecorder? _recorder;
    private readonly HintMutation? _mutation;
    private Fr[] _values = new Fr[1024];
    private int _wires = 1, _hints;

    /// <summary>Starts a circuit; with a recorder it is compiled, otherwise only solved.</summary>
    internal CircuitBuilder(ConstraintRecorder? recorder, HintMutation? mutation = null)
    {
        (_recorder, _mutation) = (recorder, mutation);
        _values[0] = Fr.One;
    }

    /// <summary>The number of wires so far, the constant one included.</summary>
    internal int WireCount => _wires;

    /// <summary>The number of public inputs so far.</summary>
    internal int PublicCount { get; private set; }

    /// <summary>The number of constraints so far.</summary>
    internal int ConstraintCount { get; private set; }

    /// <summary>The number of hints so far.</summary>
    internal int HintCount => _hints;

    /// <summary>The first constraint that the values do not satisfy, or −1.</summary>
    internal int FirstViolation { get; private set; } = -1;

    internal Fr[] TakeValues() => _values.AsSpan(0, _wires).ToArray();

    /// <summary>Declares a public input: the verifier sees its value.</summary>
    /// <exception cref="InvalidOperationException">Another kind of wire was made before: public inputs come first.</exception>
    public Signal Public(in Fr value)
    {
        if (_wires != PublicCount + 1)
            throw new InvalidOperationException("Public inputs are declared before all other wires.");
        PublicCount++;
        return Wire(value);
    }

    /// <summary>Declares a secret input, which whoever proves may choose: constrain it as far as it matters.</summary>
    public Signal Secret(in Fr value) => Wire(value);

    /// <summary>Makes a wire whose value the prover computes from <see cref="Signal.Value"/> of others.</summary>
    /// <remarks>
    /// Warning: a hint by itself proves nothing. Constraints must leave it one value, or every value it can take must lead to the
    /// same outputs; the mutation tests of the gadgets look for the ones that do not.
    /// </remarks>
    public Signal Hint(in Fr value)
    {
        int hint = _hints++;
        return Wire(_mutation is null ? value : _mutation(hint, value));
    }

    /// <summary>States <c>a · b = c</c>; one constraint.</summary>
    public void AssertProduct(in Signal a, in Signal b, in Signal c)
    {
        if (FirstViolation < 0 && a.Value * b.Value != c.Value)
            FirstViolation = ConstraintCount;
        _recorder?.Add(a.Recorded(), b.Recorded(), c.Recorded());
        ConstraintCount++;
    }

    /// <summary>Returns <c>a · b</c> as a wire; one constraint, or none when either is a constant.</summary>
    public Signal Multiply(in Signal a, in Signal b)
    {
        if (a.IsConstant)
            return a.Value * b;
        if (b.IsConstant)
            return b.Value * a;
        Signal product = Wire(a.Value * b.Value);
        Record(a, b, product);
        return product;
    }

    /// <summary>Returns <c>a · b + c</c> as a single wire; one constraint, or none when a or b is a constant.</summary>
    public Signal MultiplyAdd(in Signal a, in Signal b, in Signal c)
    {
        if (a.IsConstant || b.IsConstant)
            return Multiply(a, b) + c;
        Signal sum = Wire(a.Value * b.Value + c.Value);
        Record(a, b, sum - c);
        return sum;
    }

    /// <summary>Names what is stated until the result is disposed of, so that a failing constraint can say where it is.</summary>
    /// <param name="name">What is stated, such as <c>signature</c>.</param>
    /// <param name="index">Which of several, if there are several.</param>
    public NamedScope Scope(string name, int index = -1)
    {
        _recorder?.Enter(name, index);
        return new(this);
    }

    internal void LeaveScope() => _recorder?.Leave();

    /// <summary>States what an honest prover's hint satisfies by its making, and spends a product on checking it only where hints are replaced.</summary>
    internal void AssertComputed(in Signal a, in Signal b, in Signal c)
    {
        if (_mutation is null)
            Record(a, b, c);
        else
            AssertProduct(a, b, c);
    }

    // A constraint that the value just computed satisfies.
    private void Record(in Signal a, in Signal b, in Signal c)
    {
        _recorder?.Add(a.Recorded(), b.Recorded(), c.Recorded());
        ConstraintCount++;
    }

    private Signal Wire(in Fr value)
    {
        if (_wires == _values.Length)
            Array.Resize(ref _values, 2 * _wires);
        _values[_wires] = value;
        int wire = _wires++;
        return new(value, _recorder is null ? LinearCombination.Unrecorded : LinearCombination.Of(wire, Fr.One));
    }
}
