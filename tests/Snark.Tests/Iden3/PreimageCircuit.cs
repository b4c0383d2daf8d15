using Plimsoll.Crypto.Hashing;
using Plimsoll.Snark.Gadgets;

namespace Plimsoll.Snark.Tests.Iden3;

/// <summary>Knows two numbers with a hash, the first below 2^16; 236 constraints, so that the domain of 256 is nearly full.</summary>
internal sealed record PreimageCircuit(Fr A, Fr B) : ICircuit
{
    public Fr Hash => Poseidon2.Compress(HashDomain.QueueKey, A, B);

    public void Define(CircuitBuilder builder)
    {
        Signal hash = builder.Public(Hash), sum = builder.Public(A + B), a = builder.Secret(A), b = builder.Secret(B);
        builder.AssertWidth(a, 16);
        builder.AssertEqual(builder.Compress(HashDomain.QueueKey, a, b), hash);
        builder.AssertEqual(a + b, sum);
    }
}
