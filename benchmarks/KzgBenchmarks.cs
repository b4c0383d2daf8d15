using BenchmarkDotNet.Attributes;
using Plimsoll.Crypto.Curves;
using Plimsoll.Crypto.Fields;
using Plimsoll.Crypto.Kzg;

namespace Plimsoll.Benchmarks;

/// <summary>
/// One thread; goals and stretch: commitment 20 and 11 ms, blob proof 22 and 12, cells and proofs 160 and 90, blob verification 4 and 2.
/// </summary>
public class KzgBenchmarks
{
    private readonly Blob _blob = Blob.FromElements([.. Enumerable.Range(1, Blob.ElementCount).Select(i => Fr.Inverse(Fr.FromUInt64((ulong)i)))]);
    private KzgCommitment _commitment;
    private KzgProof _proof;

    [GlobalSetup]
    public void Prepare()
    {
        _commitment = BlobKzg.Mainnet.Commit(_blob);
        _proof = BlobKzg.Mainnet.ProveBlob(_blob, _commitment);
        CellKzg.Mainnet.ComputeProofs(_blob); // makes the tables
    }

    [Benchmark]
    public KzgCommitment Commit() => BlobKzg.Mainnet.Commit(_blob, MsmOptions.SingleThreaded);

    [Benchmark]
    public KzgProof ProveBlob() => BlobKzg.Mainnet.ProveBlob(_blob, _commitment, MsmOptions.SingleThreaded);

    [Benchmark]
    public bool VerifyBlob() => BlobKzg.Mainnet.VerifyBlob(_blob, _commitment, _proof);

    [Benchmark]
    public ExtendedBlob CellsAndProofs() => CellKzg.Mainnet.ComputeCellsAndProofs(_blob, MsmOptions.SingleThreaded);

    [Benchmark]
    public ExtendedBlob CellsAndProofsOnAllCores() => CellKzg.Mainnet.ComputeCellsAndProofs(_blob);

    [Benchmark]
    public Cell[] Cells() => CellKzg.ComputeCells(_blob);
}
