using Plimsoll.Crypto.Kzg;
using Plimsoll.Crypto.Tests.Fields;

namespace Plimsoll.Crypto.Tests.Kzg;

/// <summary>What holds for every blob, under every processor setting.</summary>
[Trait("Category", "Law")]
public sealed class KzgLawTests
{
    private static readonly BlobKzg s_kzg = BlobKzg.Mainnet;
    private static readonly Blob s_blob = AnyBlob.OfSeed(3);
    private static readonly KzgCommitment s_commitment = s_kzg.Commit(s_blob);

    [Fact]
    public void Every_opening_verifies_and_its_neighbour_does_not() =>
        Gen.Select(AnyField.Fr, Gen.Int[0, 4095], Gen.Bool).Sample(
            (any, index, inDomain) =>
            {
                Fr z = inDomain ? BlobKzg.PointAt(index) : any;
                (KzgProof proof, Fr y) = s_kzg.Open(s_blob, z);
                return s_kzg.Verify(s_commitment, z, y, proof) && !s_kzg.Verify(s_commitment, z, y + Fr.One, proof);
            },
            iter: 5);

    [Fact]
    public void A_value_is_the_polynomial_s_value() =>
        AnyField.Fr.Sample(
            z =>
            {
                Fr[] coefficients = s_blob.Elements.ToArray();
                BlobDomain.Interpolate(coefficients);
                Fr horner = Fr.Zero;
                for (int i = coefficients.Length - 1; i >= 0; i--)
                    horner = horner * z + coefficients[i];
                return BlobKzg.Evaluate(s_blob, z) == horner;
            },
            iter: 10);

    [Fact]
    public void A_quotient_times_its_divisor_is_the_polynomial_less_its_value() =>
        Gen.Select(AnyField.Fr, Gen.Int[0, 4095], Gen.Bool).Sample(
            (any, index, inDomain) =>
            {
                Fr z = inDomain ? BlobKzg.PointAt(index) : any;
                Fr[] quotient = new Fr[Blob.ElementCount];
                Fr y = BlobDomain.Divide(s_blob.Elements, z, quotient);
                for (int i = 0; i < quotient.Length; i++)
                {
                    if (quotient[i] * (BlobKzg.PointAt(i) - z) != s_blob.Elements[i] - y)
                        return false;
                }

                // At z = ωᵢ the line above says nothing; that the quotient has degree below 4095 does.
                BlobDomain.Interpolate(quotient);
                return quotient[^1].IsZero;
            },
            iter: 20);

    [Fact]
    public void Cells_verify_with_their_proofs_and_give_the_blob_back()
    {
        ExtendedBlob extended = CellKzg.Mainnet.ComputeCellsAndProofs(s_blob);
        int[] indices = [.. Enumerable.Range(0, 64).Select(i => 2 * i + 1)];
        Cell[] cells = [.. indices.Select(index => extended.Cells[index])];
        KzgProof[] proofs = [.. indices.Select(index => extended.Proofs[index])];
        KzgCommitment[] commitments = [.. indices.Select(_ => s_commitment)];
        Assert.True(CellKzg.Mainnet.VerifyCells(commitments, indices, cells, proofs));
        (proofs[8], proofs[9]) = (proofs[9], proofs[8]);
        Assert.False(CellKzg.Mainnet.VerifyCells(commitments, indices, cells, proofs));
        ExtendedBlob recovered = CellKzg.Mainnet.Recover(indices, cells);
        Assert.Equal(extended.Proofs, recovered.Proofs);
        Assert.True(s_blob.Bytes.SequenceEqual(recovered.Cells.Take(64).SelectMany(cell => cell.Bytes.ToArray()).ToArray()));
    }

    [Fact]
    public void Evaluating_dividing_and_verifying_allocate_nothing()
    {
        (KzgProof proof, Fr y) = s_kzg.Open(s_blob, Fr.Generator);
        Fr[] quotient = new Fr[Blob.ElementCount];
        Work();
        Work();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Work();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Work()
        {
            BlobKzg.Evaluate(s_blob, Fr.Generator);
            BlobDomain.Divide(s_blob.Elements, Fr.Generator, quotient);
            BlobDomain.Divide(s_blob.Elements, BlobKzg.PointAt(5), quotient);
            s_kzg.Verify(s_commitment, Fr.Generator, y, proof);
        }
    }

    [Fact]
    public void Committing_and_summing_rows_on_one_thread_allocate_nothing()
    {
        CellTables? tables = CellTables.TryCreate(CellColumns.Of(TrustedSetup.Mainnet));
        Assert.SkipWhen(tables is null, "Without vectors rows are summed by the scheduler, which allocates its tasks.");
        G1Projective[] sums = new G1Projective[128];
        Fr[] scalars = [.. s_blob.Elements, .. s_blob.Elements];
        Work();
        Work();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Work();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Work()
        {
            s_kzg.Commit(s_blob, MsmOptions.SingleThreaded);
            tables.SumRows(scalars, sums, MsmOptions.SingleThreaded);
            G1TransformLanes.OfCells.ForwardToBitReversed(sums, MsmOptions.SingleThreaded);
        }
    }
}
