using BenchmarkDotNet.Attributes;
using Plimsoll.Crypto.Fields;
using Plimsoll.Snark.Circuits;
using Plimsoll.Snark.Groth16;

namespace Plimsoll.Benchmarks;

/// <summary>Proofs of x ← x² + i, whose values are all of full size; goals on two cores: 65,000 constraints in 1.0 s, 2^20 in 16 s; setup of 65,000 in 5 s.</summary>
public class Groth16Benchmarks
{
    private ConstraintSystem _system = null!;
    private ProvingKey _key = null!;
    private Witness _witness = null!;
    private PowerCircuit _circuit = null!;
    private Proof[] _proofs = [];
    private Fr[] _inputs = [];

    /// <summary>65,000, or 2^20 − 2, which fills its domain.</summary>
    [Params(65_000, (1 << 20) - 2)]
    public int Constraints { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _circuit = new(Constraints - 1, Fr.FromUInt64(3));
        _system = ConstraintSystem.Compile(_circuit);
        _key = DevelopmentSetup.Run(_system, "benchmark"u8, 31337);
        _witness = Solve();
        _proofs = [.. Enumerable.Repeat(ProveTwoThreads(), 16)];
        _inputs = [.. Enumerable.Repeat(_witness.PublicInputs[0], 16)];
    }

    [Benchmark]
    public Proof ProveTwoThreads() => Prover.TryProve(_key, _witness, Fr.One, Fr.One, out Proof proof) ? proof : throw new InvalidOperationException("No proof.");

    [Benchmark]
    public Witness Solve() => _system.TrySolve(_circuit, out Witness? witness, out string? violation) ? witness : throw new InvalidOperationException(violation);

    [Benchmark]
    public ConstraintSystem Compile() => ConstraintSystem.Compile(_circuit);

    [Benchmark]
    public ProvingKey SetUpTwoThreads() => DevelopmentSetup.Run(_system, "benchmark"u8, 31337);

    [Benchmark]
    public bool Verify() => Verifier.Verify(_key.VerifyingKey, _witness.PublicInputs, _proofs[0]);

    [Benchmark]
    public bool VerifySixteen() => Verifier.VerifyMany(_key.VerifyingKey, _inputs, _proofs);
}
