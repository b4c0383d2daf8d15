using BenchmarkDotNet.Attributes;
using Plimsoll.Crypto.Fields;
using Plimsoll.Crypto.Hashing;
using Plimsoll.Crypto.Signatures;
using Plimsoll.Snark.Circuits;
using Plimsoll.Snark.Gadgets;

namespace Plimsoll.Benchmarks;

/// <summary>Compiling and solving what the rollup's circuits consist of; goal 0.6 μs a constraint for the witness. Two signatures and 24 levels of updates are 19,324 constraints.</summary>
public class CircuitBenchmarks
{
    private static readonly SchnorrSecretKey s_key = SchnorrSecretKey.FromSeed(new byte[32]);
    private static readonly SchnorrSignature s_signature = s_key.Sign(Fr.One);
    private static readonly Written s_signatures = new(builder =>
    {
        Signal message = builder.Public(Fr.One), e = builder.Secret(Fr.FromBytes(Crypto.Curves.JubjubScalar.FromUInt128(s_signature.E).ToBytes())), s = builder.Secret(Fr.FromBytes(s_signature.S.ToBytes()));
        Signal x = builder.Secret(s_key.PublicKey.A.X), y = builder.Secret(s_key.PublicKey.A.Y);
        for (int i = 0; i < 10; i++)
            builder.AssertSigned(new(x, y), message, e, s);
    });

    private static readonly Written s_updates = new(builder =>
    {
        Signal leaf = builder.Public(Fr.One);
        for (int i = 0; i < 10; i++)
            _ = builder.UpdateRoots(builder.ToBits(leaf, 24), leaf, leaf + 1, new Fr[36]);
    });

    private static readonly Written s_hashes = new(builder =>
    {
        Signal node = builder.Public(Fr.One);
        for (int i = 0; i < 100; i++)
            node = builder.Compress(HashDomain.AccountLeaf, node, node, node, node);
    });

    private readonly ConstraintSystem _signatures = ConstraintSystem.Compile(s_signatures), _updates = ConstraintSystem.Compile(s_updates), _hashes = ConstraintSystem.Compile(s_hashes);

    /// <summary>32,420 constraints.</summary>
    [Benchmark]
    public bool SolveTenSignatures() => _signatures.TrySolve(s_signatures, out _, out _);

    /// <summary>64,450 constraints.</summary>
    [Benchmark]
    public bool SolveTenUpdates() => _updates.TrySolve(s_updates, out _, out _);

    /// <summary>26,400 constraints.</summary>
    [Benchmark]
    public bool SolveHundredHashes() => _hashes.TrySolve(s_hashes, out _, out _);

    [Benchmark]
    public ConstraintSystem CompileTenSignatures() => ConstraintSystem.Compile(s_signatures);

    [Benchmark]
    public ConstraintSystem CompileHundredHashes() => ConstraintSystem.Compile(s_hashes);

    private sealed class Written(Action<CircuitBuilder> definition) : ICircuit
    {
        public void Define(CircuitBuilder builder) => definition(builder);
    }
}
