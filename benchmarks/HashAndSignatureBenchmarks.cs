using BenchmarkDotNet.Attributes;
using Plimsoll.Crypto.Fields;
using Plimsoll.Crypto.Hashing;
using Plimsoll.Crypto.Signatures;

namespace Plimsoll.Benchmarks;

/// <summary>Poseidon2, per hash: goals 3.2 µs (width 4) and 1.6 µs (width 2) in a batch.</summary>
public class Poseidon2Benchmarks
{
    private const int Count = 256;
    private const int One = 16;
    private readonly Fr[] _inputs = [.. Enumerable.Range(1, 4 * Count).Select(i => Fr.Inverse(Fr.FromUInt64((ulong)i)))];
    private readonly Fr[] _outputs = new Fr[Count];

    [Benchmark(OperationsPerInvoke = Count)]
    public void CompressFourMany() => Poseidon2.CompressMany(HashDomain.AccountLeaf, _inputs, _outputs);

    [Benchmark(OperationsPerInvoke = Count)]
    public void CompressTwoMany() => Poseidon2.CompressMany(HashDomain.QueueKey, _inputs.AsSpan(0, 2 * Count), _outputs);

    [Benchmark(OperationsPerInvoke = Count)]
    public void CompressFourManyTwoThreads() => Poseidon2.CompressMany(HashDomain.AccountLeaf, _inputs, _outputs, parallel: true);

    [Benchmark(OperationsPerInvoke = One)]
    public Fr CompressFourScalar()
    {
        Fr x = Fr.One;
        for (int i = 0; i < One; i++)
            x = Poseidon2.Compress(HashDomain.AccountLeaf, x, _inputs[0], _inputs[1], _inputs[2]);
        return x;
    }
}

/// <summary>Schnorr on Jubjub, per signature: goal 60 µs for many at once.</summary>
public class SchnorrBenchmarks
{
    private const int Count = 256;
    private readonly SchnorrSecretKey _key = SchnorrSecretKey.FromSeed(new byte[32]);
    private readonly bool[] _valid = new bool[Count];
    private SignedMessage[] _claims = [];

    [GlobalSetup]
    public void Sign() => _claims =
        [.. Enumerable.Range(0, Count).Select(i => Fr.FromUInt64((ulong)i)).Select(m => new SignedMessage(_key.PublicKey, m, _key.Sign(m)))];

    [Benchmark(OperationsPerInvoke = Count)]
    public void VerifyMany() => Schnorr.VerifyMany(_claims, _valid);

    [Benchmark(OperationsPerInvoke = Count)]
    public void VerifyManyTwoThreads() => Schnorr.VerifyMany(_claims, _valid, parallel: true);

    [Benchmark]
    public bool VerifyOne() => Schnorr.Verify(_claims[0].Key, _claims[0].Message, _claims[0].Signature);

    [Benchmark]
    public SchnorrSignature SignOne() => _key.Sign(_claims[0].Message);
}
