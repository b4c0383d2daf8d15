using Plimsoll.Crypto.Kzg;

namespace Plimsoll.Crypto.Tests.Kzg;

public sealed class CellKzgTests
{
    private static readonly CellKzg s_kzg = CellKzg.Mainnet;
    private static readonly Blob s_blob = AnyBlob.OfSeed(21);
    private static readonly KzgCommitment s_commitment = BlobKzg.Mainnet.Commit(s_blob);
    private static readonly ExtendedBlob s_extended = s_kzg.ComputeCellsAndProofs(s_blob);

    [Fact]
    public void The_first_half_of_the_cells_is_the_blob()
    {
        byte[] half = [.. s_extended.Cells.Take(64).SelectMany(cell => cell.Bytes.ToArray())];
        Assert.True(s_blob.Bytes.SequenceEqual(half));
        Assert.Equal(s_extended.Cells.Select(cell => cell.Bytes.ToArray()), CellKzg.ComputeCells(s_blob).Select(cell => cell.Bytes.ToArray()));
        Assert.Equal(s_extended.Proofs, s_kzg.ComputeProofs(s_blob));
    }

    [Fact]
    public void Every_cell_holds_values_of_the_blob_s_polynomial()
    {
        for (int index = 0; index < ExtendedBlob.CellCount; index += 9)
        {
            Fr shift = ExtendedDomain.ShiftOf(index);
            Assert.Equal(BlobKzg.Evaluate(s_blob, shift), s_extended.Cells[index].Elements[0]);
            Assert.Equal(BlobKzg.Evaluate(s_blob, -shift), s_extended.Cells[index].Elements[1]);
        }
    }

    [Fact]
    public void A_cell_proof_is_the_commitment_to_the_quotient()
    {
        // p div (X^64 − a) by long division, the definition; FK20 finds all of them at once.
        Fr[] coefficients = s_blob.Elements.ToArray();
        BlobDomain.Interpolate(coefficients);
        foreach (int index in new[] { 0, 1, 77, 127 })
        {
            Fr a = ExtendedDomain.ShiftPowerOf(index);
            Fr[] remainder = [.. coefficients], quotient = new Fr[Blob.ElementCount];
            for (int i = Blob.ElementCount - 1; i >= Cell.ElementCount; i--)
            {
                quotient[i - Cell.ElementCount] = remainder[i];
                remainder[i - Cell.ElementCount] += a * remainder[i];
            }

            Assert.Equal(Msm.Compute(TrustedSetup.Mainnet.G1Monomial, quotient).ToAffine(), s_extended.Proofs[index].Point);
        }
    }

    [Fact]
    public void All_cells_verify_together_in_any_order_and_repeated()
    {
        Assert.True(Verify([.. Enumerable.Range(0, 128)]));
        Assert.True(Verify([127, 3, 64, 3, 3]));
        Assert.True(Verify([]));
    }

    [Fact]
    public void A_cell_verifies_only_at_its_index_with_its_proof_and_its_commitment()
    {
        KzgCommitment other = BlobKzg.Mainnet.Commit(AnyBlob.OfSeed(22));
        Assert.True(s_kzg.VerifyCells([s_commitment], [5], [s_extended.Cells[5]], [s_extended.Proofs[5]]));
        Assert.False(s_kzg.VerifyCells([s_commitment], [6], [s_extended.Cells[5]], [s_extended.Proofs[5]]));
        Assert.False(s_kzg.VerifyCells([s_commitment], [5], [s_extended.Cells[6]], [s_extended.Proofs[5]]));
        Assert.False(s_kzg.VerifyCells([s_commitment], [5], [s_extended.Cells[5]], [s_extended.Proofs[6]]));
        Assert.False(s_kzg.VerifyCells([other], [5], [s_extended.Cells[5]], [s_extended.Proofs[5]]));
        byte[] changed = s_extended.Cells[5].Bytes.ToArray();
        changed[^1] ^= 1;
        Assert.False(s_kzg.VerifyCells([s_commitment], [5], [Cell.FromBytes(changed)], [s_extended.Proofs[5]]));
        // Two right cells whose proofs are swapped: the plain sum would be right.
        Assert.False(s_kzg.VerifyCells(
            [s_commitment, s_commitment], [5, 6], [s_extended.Cells[5], s_extended.Cells[6]], [s_extended.Proofs[6], s_extended.Proofs[5]]));
    }

    [Fact]
    public void Cells_of_several_blobs_verify_together_and_not_when_mixed_up()
    {
        Blob blob = AnyBlob.OfSeed(22);
        KzgCommitment commitment = BlobKzg.Mainnet.Commit(blob);
        ExtendedBlob extended = s_kzg.ComputeCellsAndProofs(blob);
        KzgCommitment[] commitments = [s_commitment, commitment, s_commitment, commitment];
        int[] indices = [9, 9, 100, 0];
        Cell[] cells = [s_extended.Cells[9], extended.Cells[9], s_extended.Cells[100], extended.Cells[0]];
        KzgProof[] proofs = [s_extended.Proofs[9], extended.Proofs[9], s_extended.Proofs[100], extended.Proofs[0]];
        Assert.True(s_kzg.VerifyCells(commitments, indices, cells, proofs));
        Assert.False(s_kzg.VerifyCells([commitment, s_commitment, s_commitment, commitment], indices, cells, proofs));
        Assert.False(s_kzg.VerifyCells(commitments, indices, [cells[1], cells[0], cells[2], cells[3]], proofs));
    }

    [Fact]
    public void A_batch_with_bad_lists_is_refused()
    {
        Cell cell = s_extended.Cells[0];
        KzgProof proof = s_extended.Proofs[0];
        Assert.Equal(KzgRefusal.CellIndexOutOfRange, Refusal(() => s_kzg.VerifyCells([s_commitment], [128], [cell], [proof])));
        Assert.Equal(KzgRefusal.CellIndexOutOfRange, Refusal(() => s_kzg.VerifyCells([s_commitment], [-1], [cell], [proof])));
        Assert.Equal(KzgRefusal.CountMismatch, Refusal(() => s_kzg.VerifyCells([], [0], [cell], [proof])));
        Assert.Equal(KzgRefusal.CountMismatch, Refusal(() => s_kzg.VerifyCells([s_commitment], [], [cell], [proof])));
        Assert.Equal(KzgRefusal.CountMismatch, Refusal(() => s_kzg.VerifyCells([s_commitment], [0], [], [proof])));
        Assert.Equal(KzgRefusal.CountMismatch, Refusal(() => s_kzg.VerifyCells([s_commitment], [0], [cell], [])));
    }

    [Fact]
    public void Any_half_of_the_cells_gives_everything_back() =>
        Gen.Int[0, 1].Array[128].Sample(
            keep =>
            {
                int[] indices = [.. Enumerable.Range(0, 128).Where(index => keep[index] == 1).Concat(Enumerable.Range(0, 128)).Distinct().Take(64).Order()];
                AssertIsWhole(Recover(indices));
            },
            iter: 3);

    [Fact]
    public void All_cells_give_themselves_back() => AssertIsWhole(Recover([.. Enumerable.Range(0, 128)]));

    [Fact]
    public void Too_few_repeated_or_disordered_cells_are_refused()
    {
        int[] half = [.. Enumerable.Range(30, 64)];
        Assert.Equal(KzgRefusal.TooFewCells, Refusal(() => Recover(half[1..])));
        Assert.Equal(KzgRefusal.TooFewCells, Refusal(() => Recover([])));
        Assert.Equal(KzgRefusal.CellIndicesNotAscending, Refusal(() => Recover([.. half[1..], half[1]])));
        Assert.Equal(KzgRefusal.CellIndicesNotAscending, Refusal(() => Recover([half[0], .. half[..63]])));
        Assert.Equal(KzgRefusal.CellIndicesNotAscending, Refusal(() => Recover([.. half.Reverse()])));
        Cell[] cells = [.. half.Select(index => s_extended.Cells[index])];
        Assert.Equal(KzgRefusal.CellIndexOutOfRange, Refusal(() => s_kzg.Recover([.. half[..63], 128], cells)));
        Assert.Equal(KzgRefusal.CountMismatch, Refusal(() => s_kzg.Recover(half, cells.AsSpan(1))));
    }

    [Fact]
    public void Cells_that_contradict_each_other_are_refused()
    {
        Cell[] cells = [.. s_extended.Cells.Take(65)];
        byte[] changed = cells[64].Bytes.ToArray();
        changed[^1] ^= 1;
        cells[64] = Cell.FromBytes(changed);
        Assert.Equal(KzgRefusal.InconsistentCells, Refusal(() => s_kzg.Recover([.. Enumerable.Range(0, 65)], cells)));
    }

    private static bool Verify(int[] indices) => s_kzg.VerifyCells(
        [.. indices.Select(_ => s_commitment)], indices, [.. indices.Select(index => s_extended.Cells[index])], [.. indices.Select(index => s_extended.Proofs[index])]);

    private static ExtendedBlob Recover(int[] indices) =>
        s_kzg.Recover(indices, [.. indices.Select(index => s_extended.Cells[index])]);

    private static void AssertIsWhole(ExtendedBlob recovered)
    {
        Assert.Equal(s_extended.Proofs, recovered.Proofs);
        Assert.True(s_extended.Cells.Zip(recovered.Cells).All(pair => pair.First.Bytes.SequenceEqual(pair.Second.Bytes)));
    }

    private static KzgRefusal Refusal(Func<object> action) => Assert.Throws<KzgException>(action).Reason;
}
