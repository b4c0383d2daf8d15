namespace Plimsoll.Snark.Tests.Circuits;

/// <summary>Knows x such that x³ + x + 5 = y.</summary>
internal sealed record CubicCircuit(Fr X, Fr Y) : ICircuit
{
    public void Define(CircuitBuilder builder)
    {
        Signal y = builder.Public(Y), x = builder.Secret(X);
        Signal cube = builder.Multiply(builder.Square(x), x);
        builder.AssertEqual(cube + x + 5, y);
    }
}
