using Plimsoll.Snark.Groth16;
using Plimsoll.Snark.Tests.Circuits;

namespace Plimsoll.Snark.Tests.Groth16;

/// <summary>A circuit with a key and proofs of it.</summary>
internal static class Proven
{
    public const ulong Devnet = 31337;

    public static readonly ConstraintSystem System = ConstraintSystem.Compile(new CubicCircuit(default, default));

    public static readonly ProvingKey Key = DevelopmentSetup.Run(System, "seed"u8, Devnet);

    /// <summary>Returns a proof that somebody knows a root of x³ + x + 5 = y, and y.</summary>
    public static (Fr Input, Proof Proof) Cubic(ulong x)
    {
        Fr root = Fr.FromUInt64(x), y = Fr.Square(root) * root + root + Fr.FromUInt64(5);
        Assert.True(System.TrySolve(new CubicCircuit(root, y), out Witness? witness, out _));
        Assert.True(Prover.TryProve(Key, witness, Fr.FromUInt64(1234567 + x), Fr.FromUInt64(7654321 + x), out Proof proof));
        return (y, proof);
    }
}
