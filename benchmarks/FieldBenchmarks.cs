using BenchmarkDotNet.Attributes;
using Plimsoll.Crypto.Fields;

namespace Plimsoll.Benchmarks;

/// <summary>Scalar field arithmetic; goals 60 ns (𝔽q) and 32 ns (𝔽r) a product.</summary>
public class FieldBenchmarks
{
    private const int Products = 1000;
    private readonly Fq _fq = Fq.Inverse(Fq.FromUInt64(3));
    private readonly Fr _fr = Fr.Inverse(Fr.FromUInt64(3));

    [Benchmark(OperationsPerInvoke = Products)]
    public Fq FqMultiply()
    {
        Fq a = _fq;
        for (int i = 0; i < Products; i++)
            a *= _fq;
        return a;
    }

    [Benchmark(OperationsPerInvoke = Products)]
    public Fr FrMultiply()
    {
        Fr a = _fr;
        for (int i = 0; i < Products; i++)
            a *= _fr;
        return a;
    }

    [Benchmark]
    public Fq FqInverse() => Fq.Inverse(_fq);

    [Benchmark]
    public Fr FrInverse() => Fr.Inverse(_fr);

    [Benchmark]
    public bool FqSquareRoot() => Fq.TrySqrt(_fq, out _);
}
