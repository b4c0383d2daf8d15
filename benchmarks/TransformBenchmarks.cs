using BenchmarkDotNet.Attributes;
using Plimsoll.Crypto.Fields;
using Plimsoll.Crypto.Polynomials;

namespace Plimsoll.Benchmarks;

/// <summary>Transforms over 𝔽r; goals 5, 20 and 95 ms for 2^16, 2^18 and 2^20 on one thread of a Zen 5 core.</summary>
public class TransformBenchmarks
{
    private EvaluationDomain _domain = null!;
    private Fr[] _data = null!;

    [Params(12, 16, 18, 20)]
    public int Log2Size { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _domain = EvaluationDomain.Of(Log2Size);
        _data = new Fr[_domain.Size];
        _data[1] = Fr.Generator;
        _domain.Forward(_data); // nothing special about any element now
    }

    [Benchmark(Baseline = true)]
    public void ForwardToBitReversed() => _domain.ForwardToBitReversed(_data);

    [Benchmark]
    public void ForwardInNaturalOrder() => _domain.Forward(_data);

    [Benchmark]
    public void InverseFromBitReversed() => _domain.InverseFromBitReversed(_data);

    [Benchmark]
    public void ForwardOnCosetToBitReversed() => _domain.ForwardOnCosetToBitReversed(_data, Fr.Generator);

    [Benchmark]
    public void ForwardToBitReversedTwoThreads() => _domain.ForwardToBitReversed(_data, 2);
}

/// <summary>Eight lanes of 𝔽r, per product; goal 5 ns on a Zen 5 core.</summary>
public class FrLanesBenchmarks
{
    private const int Vectors = 16, Rounds = 64;
    private readonly FrLanes[] _a = new FrLanes[Vectors], _b = new FrLanes[Vectors], _products = new FrLanes[Vectors];
    private readonly FrFactor _factor = new(Fr.RootOfUnity(20));

    [GlobalSetup]
    public void Setup()
    {
        for (int i = 0; i < Vectors; i++)
        {
            _a[i] = FrLanes.Broadcast(Fr.RootOfUnity(i + 3));
            _b[i] = FrLanes.Broadcast(Fr.RootOfUnity(i + 4));
        }
    }

    [Benchmark(OperationsPerInvoke = Vectors * Rounds * FrLanes.Count)]
    public void Multiply()
    {
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < Vectors; i++)
                FrLanes.Multiply(in _a[i], in _b[i], out _products[i]);
        }
    }

    [Benchmark(OperationsPerInvoke = Vectors * Rounds * FrLanes.Count)]
    public void MultiplyByFactor()
    {
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < Vectors; i++)
                FrLanes.Multiply(in _a[i], in _factor, out _products[i]);
        }
    }

    [Benchmark(OperationsPerInvoke = Vectors * Rounds * FrLanes.Count)]
    public void Square()
    {
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < Vectors; i++)
                FrLanes.Square(in _a[i], out _products[i]);
        }
    }
}

/// <summary>Polynomials of 4096 values, the size of a blob.</summary>
public class PolynomialBenchmarks
{
    private readonly EvaluationDomain _domain = EvaluationDomain.Of(12);
    private readonly Fr[] _values = new Fr[4096], _quotient = new Fr[4096];

    [GlobalSetup]
    public void Setup()
    {
        _values[1] = Fr.Generator;
        _domain.Forward(_values);
    }

    [Benchmark]
    public Fr Evaluate() => _domain.EvaluateBitReversed(_values, Fr.Generator);

    [Benchmark]
    public Fr DivideOutsideTheDomain() => _domain.DivideBitReversed(_values, Fr.Generator, _quotient);

    [Benchmark]
    public Fr DivideInTheDomain() => _domain.DivideBitReversed(_values, _domain.Root, _quotient);

    [Benchmark]
    public void LagrangeCoefficients() => _domain.LagrangeAtBitReversed(Fr.Generator, _quotient);
}
