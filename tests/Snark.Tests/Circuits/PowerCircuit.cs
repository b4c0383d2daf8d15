namespace Plimsoll.Snark.Tests.Circuits;

/// <summary>Knows x such that squaring it and adding the step's number, again and again, gives y; as many constraints as steps and one more.</summary>
internal sealed record PowerCircuit(int Steps, Fr X) : ICircuit
{
    public Fr Y
    {
        get
        {
            Fr x = X;
            for (int i = 0; i < Steps; i++)
                x = Fr.Square(x) + Fr.FromUInt64((ulong)i);
            return x;
        }
    }

    public void Define(CircuitBuilder builder)
    {
        Signal y = builder.Public(Y), x = builder.Secret(X);
        for (int i = 0; i < Steps; i++)
            x = builder.Square(x) + (ulong)i;
        builder.AssertEqual(x, y);
    }
}
