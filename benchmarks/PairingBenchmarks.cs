using BenchmarkDotNet.Attributes;
using Plimsoll.Crypto.Fields;
using Plimsoll.Crypto.Pairings;

namespace Plimsoll.Benchmarks;

/// <summary>Pairings; goals 1.3 ms for one and 2.5 ms for a product of four, 0.5 and 0.9 ms at best.</summary>
public class PairingBenchmarks
{
    private readonly G1Affine[] _p = new G1Affine[4];
    private readonly G2Affine[] _q = new G2Affine[4];
    private readonly PreparedG2[] _prepared = new PreparedG2[4];

    [GlobalSetup]
    public void SetUp()
    {
        for (int i = 0; i < _p.Length; i++)
        {
            _p[i] = i % 2 == 0 ? G1Affine.Generator : -G1Affine.Generator;
            _q[i] = G2Affine.Generator;
            _prepared[i] = new(_q[i]);
        }
    }

    [Benchmark]
    public Fq12 Pair() => Pairing.Compute(_p[0], _q[0]);

    [Benchmark]
    public Fq12 PairScalar() => Pairing.ProductScalar(_p.AsSpan(0, 1), _q.AsSpan(0, 1));

    [Benchmark]
    public Fq12 PairPrepared() => Pairing.Compute(_p[0], _prepared[0]);

    [Benchmark]
    public bool ProductOfFour() => Pairing.ProductIsOne(_p, _q);

    [Benchmark]
    public bool ProductOfFourPrepared() => Pairing.ProductIsOne(_p, _prepared);

    [Benchmark]
    public PreparedG2 Prepare() => new(_q[0]);
}
