using BenchmarkDotNet.Attributes;
using Plimsoll.Crypto.Hashing;
using Plimsoll.Crypto.Signatures;

namespace Plimsoll.Benchmarks;

/// <summary>Goals: hash to G2 0.4 ms (stretch 0.2), BLS verification 2.5 ms (stretch 1.2); blst 0.13 and 1.0 ms.</summary>
[MemoryDiagnoser]
public class SignatureBenchmarks
{
    private readonly byte[] _message = new byte[32];
    private readonly BlsSecretKey _key = BlsSecretKey.FromSeed(new byte[32]);
    private BlsSignature _signature;

    [GlobalSetup]
    public void Setup() => _signature = _key.Sign(_message);

    [Benchmark]
    public G1Projective HashToG1() => HashToCurve.ToG1(_message, Bls.SignatureTag);

    [Benchmark]
    public G2Projective HashToG2() => HashToCurve.ToG2(_message, Bls.SignatureTag);

    [Benchmark]
    public BlsSignature BlsSign() => _key.Sign(_message);

    [Benchmark]
    public bool BlsVerify() => Bls.Verify(_key.PublicKey, _message, _signature);
}
