using Plimsoll.Crypto.Fields;
using Plimsoll.Snark.Circuits;

namespace Plimsoll.Benchmarks;

/// <summary>x ← x² + i, so many times: every value is of full size, and every step one constraint.</summary>
internal sealed record PowerCircuit(int Steps, Fr X) : ICircuit
{
    private readonly Fr _y = Iterate(Steps, X);

    public void Define(CircuitBuilder builder)
    {
        Signal y = builder.Public(_y), x = builder.Secret(X);
        for (int i = 0; i < Steps; i++)
            x = builder.Square(x) + (ulong)i;
        builder.AssertEqual(x, y);
    }

    private static Fr Iterate(int steps, Fr x)
    {
        for (int i = 0; i < steps; i++)
            x = Fr.Square(x) + Fr.FromUInt64((ulong)i);
        return x;
    }
}
