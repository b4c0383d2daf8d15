using Plimsoll.Snark.Groth16;
using Plimsoll.Snark.Tests.Circuits;

namespace Plimsoll.Snark.Tests;

/// <summary>Runs the example of src/Snark/README.md; the architecture tests hold the page to it.</summary>
public sealed class ReadmeExampleTests
{
    [Fact]
    public void The_example_runs()
    {
        (Fr r, Fr s) = (Fr.FromUInt64(1), Fr.FromUInt64(2));

        // begin
        // The circuit, compiled once; its key, for a development chain.
        ConstraintSystem system = ConstraintSystem.Compile(new CubicCircuit(X: default, Y: default));
        ProvingKey key = DevelopmentSetup.Run(system, "any seed"u8, chainId: 31337);

        // 3 is a root of x³ + x + 5 = 35, and now everybody may know that somebody knows one.
        bool isTrue = system.TrySolve(new CubicCircuit(X: Fr.FromUInt64(3), Y: Fr.FromUInt64(35)), out Witness? witness, out string? violation);
        bool isProven = Prover.TryProve(key, witness!, r, s, out Proof proof);
        bool isConvinced = Verifier.Verify(key.VerifyingKey, witness!.PublicInputs, proof);
        // end

        Assert.True(isTrue && isProven && isConvinced);
        Assert.Null(violation);
    }
}
