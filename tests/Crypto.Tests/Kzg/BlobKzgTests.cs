using Plimsoll.Crypto.Kzg;

namespace Plimsoll.Crypto.Tests.Kzg;

public sealed class BlobKzgTests
{
    private static readonly BlobKzg s_kzg = BlobKzg.Mainnet;
    private static readonly Blob s_blob = AnyBlob.OfSeed(7);
    private static readonly KzgCommitment s_commitment = s_kzg.Commit(s_blob);

    [Fact]
    public void A_commitment_to_values_is_the_commitment_to_coefficients()
    {
        // ω^brp(i) as values is the polynomial X; its square, X².
        Fr[] x = [.. Enumerable.Range(0, 4096).Select(BlobKzg.PointAt)];
        Fr[] xx = [.. x.Select(element => Fr.Square(element))];
        Assert.Equal(TrustedSetup.Mainnet.G1Monomial[1], s_kzg.Commit(x).Point);
        Assert.Equal(TrustedSetup.Mainnet.G1Monomial[2], s_kzg.Commit(xx).Point);
        Assert.Equal(Fr.FromUInt64(49), BlobKzg.Evaluate(Blob.FromElements(xx), Fr.FromUInt64(7)));
    }

    [Fact]
    public void Commitments_add_as_blobs_do()
    {
        Blob other = AnyBlob.OfSeed(8);
        Fr[] sum = new Fr[Blob.ElementCount];
        for (int i = 0; i < sum.Length; i++)
            sum[i] = s_blob.Elements[i] + other.Elements[i];
        Assert.Equal(
            new G1Projective(s_commitment.Point) + s_kzg.Commit(other).Point,
            new G1Projective(s_kzg.Commit(sum).Point));
    }

    [Fact]
    public void An_opening_verifies_and_nothing_near_it_does()
    {
        Fr z = Fr.FromHex("0x123456789abcdef");
        (KzgProof proof, Fr y) = s_kzg.Open(s_blob, z);
        Assert.Equal(BlobKzg.Evaluate(s_blob, z), y);
        Assert.True(s_kzg.Verify(s_commitment, z, y, proof));
        Assert.False(s_kzg.Verify(s_commitment, z + Fr.One, y, proof));
        Assert.False(s_kzg.Verify(s_commitment, z, y + Fr.One, proof));
        Assert.False(s_kzg.Verify(s_commitment, y, z, proof));
        Assert.False(s_kzg.Verify(s_commitment, z, y, default));
        Assert.False(s_kzg.Verify(default, z, y, proof));
        Assert.False(s_kzg.Verify(s_kzg.Commit(AnyBlob.OfSeed(9)), z, y, proof));
        Assert.False(s_kzg.Verify(s_commitment, z, y, new(-proof.Point)));
        Assert.False(s_kzg.Verify(s_commitment, z, y, s_kzg.Open(s_blob, z + Fr.One).Proof));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2048)]
    [InlineData(4095)]
    public void An_element_is_opened_at_its_own_point(int index)
    {
        KzgProof proof = s_kzg.OpenElement(s_blob.Elements, index);
        Assert.True(s_kzg.Verify(s_commitment, BlobKzg.PointAt(index), s_blob.Elements[index], proof));
        Assert.Equal((proof, s_blob.Elements[index]), s_kzg.Open(s_blob, BlobKzg.PointAt(index)));
        Assert.False(s_kzg.Verify(s_commitment, BlobKzg.PointAt((index + 1) % 4096), s_blob.Elements[index], proof));
        Assert.False(s_kzg.Verify(s_commitment, BlobKzg.PointAt(index), s_blob.Elements[(index + 1) % 4096], proof));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4096)]
    public void An_element_outside_the_blob_is_not_opened(int index)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => s_kzg.OpenElement(s_blob.Elements, index));
        Assert.Throws<ArgumentOutOfRangeException>(() => BlobKzg.PointAt(index));
    }

    [Fact]
    public void Another_number_of_values_is_refused()
    {
        Assert.Throws<KzgException>(() => s_kzg.Commit(new Fr[4095]));
        Assert.Throws<KzgException>(() => s_kzg.Open(new Fr[4097], Fr.One));
        Assert.Throws<KzgException>(() => s_kzg.OpenElement(new Fr[1], 0));
    }

    [Fact]
    public void The_zero_blob_commits_to_infinity_and_opens_with_infinity()
    {
        Blob zero = Blob.FromBytes(new byte[Blob.ByteLength]);
        Assert.Equal(default, s_kzg.Commit(zero));
        Assert.Equal((default, Fr.Zero), s_kzg.Open(zero, Fr.FromUInt64(5)));
        Assert.True(s_kzg.VerifyBlob(zero, default, default));
    }

    [Fact]
    public void A_blob_proof_verifies_for_its_blob_alone()
    {
        KzgProof proof = s_kzg.ProveBlob(s_blob, s_commitment);
        Assert.True(s_kzg.VerifyBlob(s_blob, s_commitment, proof));

        byte[] changed = s_blob.Bytes.ToArray();
        changed[^1] ^= 1;
        Assert.False(s_kzg.VerifyBlob(Blob.FromBytes(changed), s_commitment, proof));
        Blob other = AnyBlob.OfSeed(8);
        Assert.False(s_kzg.VerifyBlob(other, s_commitment, proof));
        Assert.False(s_kzg.VerifyBlob(s_blob, s_kzg.Commit(other), proof));
        Assert.False(s_kzg.VerifyBlob(other, s_kzg.Commit(other), proof));
        Assert.False(s_kzg.VerifyBlob(s_blob, s_commitment, default));
    }

    [Fact]
    public void A_batch_fails_as_soon_as_one_member_is_wrong()
    {
        Blob[] blobs = [s_blob, AnyBlob.OfSeed(8), AnyBlob.OfSeed(9)];
        KzgCommitment[] commitments = [.. blobs.Select(blob => s_kzg.Commit(blob))];
        KzgProof[] proofs = [.. blobs.Zip(commitments, (blob, commitment) => s_kzg.ProveBlob(blob, commitment))];
        Assert.True(s_kzg.VerifyBlobs(blobs, commitments, proofs));
        Assert.True(s_kzg.VerifyBlobs(blobs.AsSpan(1), commitments.AsSpan(1), proofs.AsSpan(1)));
        Assert.True(s_kzg.VerifyBlobs([], [], []));
        Assert.False(s_kzg.VerifyBlobs(blobs, commitments, [proofs[0], proofs[2], proofs[1]]));
        Assert.False(s_kzg.VerifyBlobs(blobs, commitments, [proofs[0], proofs[1], proofs[0]]));
        Assert.False(s_kzg.VerifyBlobs(blobs, [commitments[1], commitments[0], commitments[2]], proofs));
        Assert.False(s_kzg.VerifyBlobs([blobs[0], blobs[0], blobs[2]], commitments, proofs));
        Assert.Equal(KzgRefusal.CountMismatch, Assert.Throws<KzgException>(() => s_kzg.VerifyBlobs(blobs, commitments, proofs.AsSpan(1))).Reason);
        Assert.Equal(KzgRefusal.CountMismatch, Assert.Throws<KzgException>(() => s_kzg.VerifyBlobs([], commitments, proofs)).Reason);
    }

    [Fact]
    public void Errors_that_cancel_each_other_are_found()
    {
        // C₁ + D and C₂ − D with the proofs that belong to their challenges: the plain sum of both equations holds.
        Blob other = AnyBlob.OfSeed(8);
        KzgCommitment[] commitments =
        [
            new((new G1Projective(s_commitment.Point) + G1Affine.Generator).ToAffine()),
            new((new G1Projective(s_kzg.Commit(other).Point) - G1Projective.Generator).ToAffine()),
        ];
        KzgProof[] proofs = [s_kzg.ProveBlob(s_blob, commitments[0]), s_kzg.ProveBlob(other, commitments[1])];
        Assert.False(s_kzg.VerifyBlobs([s_blob, other], commitments, proofs));
    }
}
