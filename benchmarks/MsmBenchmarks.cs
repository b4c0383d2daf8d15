using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using Plimsoll.Crypto.Curves;
using Plimsoll.Crypto.Fields;

namespace Plimsoll.Benchmarks;

/// <summary>Goals, one thread: G1 60 / 204 / 711 ms at 2^14 / 2^16 / 2^18; G2 176 / 600 ms at 2^14 / 2^16.</summary>
public class MsmBenchmarks
{
    private Fr[] _scalars = [];
    private G1Affine[] _g1 = [];
    private G2Affine[] _g2 = [];

    [Params(12, 14, 16, 18)]
    public int Log2Terms { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        int terms = 1 << Log2Terms;
        _scalars = new Fr[terms];
        Fr scalar = Fr.Inverse(Fr.FromUInt64(3)), factor = Fr.Inverse(Fr.FromUInt64(5));
        // Multiples 1, 3, 7, 15, … of the generator, so that sums of few points do not meet by chance.
        G1Projective g1 = G1Projective.Generator;
        G2Projective g2 = G2Projective.Generator;
        G1Projective[] multiples1 = new G1Projective[terms];
        G2Projective[] multiples2 = new G2Projective[terms];
        for (int i = 0; i < terms; i++)
        {
            (multiples1[i], multiples2[i], _scalars[i]) = (g1, g2, scalar);
            g1 = G1Projective.Double(g1) + G1Affine.Generator;
            g2 = G2Projective.Double(g2) + G2Affine.Generator;
            scalar *= factor;
        }

        _g1 = new G1Affine[terms];
        _g2 = new G2Affine[terms];
        G1Projective.BatchToAffine(multiples1, _g1);
        G2Projective.BatchToAffine(multiples2, _g2);
    }

    [Benchmark]
    public G1Projective G1() => Msm.Compute(_g1, _scalars, MsmOptions.SingleThreaded);

    [Benchmark]
    public G1Projective G1TwoThreads() => Msm.Compute(_g1, _scalars, new MsmOptions { Threads = 2 });

    [Benchmark]
    public G2Projective G2() => Msm.Compute(_g2, _scalars, MsmOptions.SingleThreaded);
}

/// <summary>Eight lanes of 𝔽q, per product; goal 9.5 ns.</summary>
public unsafe class FqLanesBenchmarks
{
    private const int Calls = 1000;

    private readonly long* _memory = (long*)NativeMemory.AlignedAlloc(3 * FqLanes.MaxLength * sizeof(long), 64);

    [GlobalSetup]
    public void Setup()
    {
        FqLanes.Broadcast(_memory, Fq.Inverse(Fq.FromUInt64(3)));
        FqLanes.Broadcast(_memory + FqLanes.Length, Fq.Inverse(Fq.FromUInt64(5)));
    }

    [GlobalCleanup]
    public void Cleanup() => NativeMemory.AlignedFree(_memory);

    [Benchmark(OperationsPerInvoke = Calls * FqLanes.Lanes)]
    public void Multiply()
    {
        for (int i = 0; i < Calls; i++)
            FqLanes.Multiply(_memory + 2 * FqLanes.Length, _memory, _memory + FqLanes.Length);
    }

    [Benchmark(OperationsPerInvoke = Calls * FqLanes.Lanes)]
    public void Square()
    {
        for (int i = 0; i < Calls; i++)
            FqLanes.Square(_memory + 2 * FqLanes.Length, _memory);
    }
}
