namespace Plimsoll.Snark.Circuits;

/// <summary>A part of a circuit that has a name; it ends when this is disposed of.</summary>
public readonly ref struct NamedScope
{
    private readonly CircuitBuilder _builder;

    internal NamedScope(CircuitBuilder builder) => _builder = builder;

    /// <summary>Ends the part.</summary>
    public void Dispose() => _builder.LeaveScope();
}
