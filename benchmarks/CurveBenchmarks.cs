using BenchmarkDotNet.Attributes;
using Plimsoll.Crypto.Curves;
using Plimsoll.Crypto.Fields;

namespace Plimsoll.Benchmarks;

/// <summary>Single points; blst takes 32 and 38 µs for the subgroup checks, 10 µs for a root, 61 and 127 µs for a multiple.</summary>
public class CurveBenchmarks
{
    private const int Products = 1024;
    private readonly Fr _scalar = -Fr.Inverse(Fr.FromUInt64(5));
    private readonly G1Affine _g1 = (G1Affine.Generator * Fr.FromUInt64(7)).ToAffine();
    private readonly G2Affine _g2 = (G2Affine.Generator * Fr.FromUInt64(7)).ToAffine();
    private readonly byte[] _g1Bytes = PointEncoding.Compress(G1Affine.Generator), _g2Bytes = PointEncoding.Compress(G2Affine.Generator);
    private readonly FixedBaseTable<Fq, G1> _table = FixedBaseTable<Fq, G1>.OfGenerator;
    private readonly G1Affine[] _products = new G1Affine[Products];
    private Fr[] _scalars = [];

    [GlobalSetup]
    public void Setup()
    {
        Fr scalar = _scalar;
        _scalars = [.. Enumerable.Range(0, Products).Select(_ => scalar = Fr.Square(scalar))];
    }

    [Benchmark]
    public bool G1SubgroupCheck() => SubgroupCheck.IsInSubgroup(_g1);

    [Benchmark]
    public bool G2SubgroupCheck() => SubgroupCheck.IsInSubgroup(_g2);

    [Benchmark]
    public bool G1DecompressUnchecked() => PointEncoding.TryDecompressWithoutSubgroupCheck(_g1Bytes, out G1Affine _, out _);

    [Benchmark]
    public bool G2DecompressUnchecked() => PointEncoding.TryDecompressWithoutSubgroupCheck(_g2Bytes, out G2Affine _, out _);

    [Benchmark]
    public bool G1Decompress() => PointEncoding.TryDecompress(_g1Bytes, out G1Affine _);

    [Benchmark]
    public bool G2Decompress() => PointEncoding.TryDecompress(_g2Bytes, out G2Affine _);

    [Benchmark]
    public G1Projective G1MultiplyInSubgroup() => ScalarMultiplication.MultiplyInSubgroup(_g1, _scalar);

    [Benchmark]
    public G2Projective G2MultiplyInSubgroup() => ScalarMultiplication.MultiplyInSubgroup(_g2, _scalar);

    [Benchmark]
    public G1Affine G1MultiplySecret() => ScalarMultiplication.MultiplySecret(_g1, _scalar);

    [Benchmark]
    public G2Affine G2MultiplySecret() => ScalarMultiplication.MultiplySecret(_g2, _scalar);

    [Benchmark]
    public G1Projective G1FixedBase() => _table.Multiply(_scalar);

    [Benchmark(OperationsPerInvoke = Products)]
    public void G1FixedBaseMany() => _table.Multiply(_scalars, _products);
}
