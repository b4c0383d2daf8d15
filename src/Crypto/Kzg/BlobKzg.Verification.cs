using Plimsoll.Crypto.Curves;
using Plimsoll.Crypto.Pairings;

namespace Plimsoll.Crypto.Kzg;

/// <content>Verification: always <c>e(L, [1]₂) = e(R, [τ]₂)</c> with L and R sums of points of G1.</content>
public sealed partial class BlobKzg
{
    /// <summary>Whether the committed polynomial has the value <paramref name="y"/> at <paramref name="z"/>.</summary>
    /// <remarks><c>p(τ) − y = q(τ)·(τ − z)</c>, rewritten as <c>e(C − [y]₁ + z·π, [1]₂) = e(π, [τ]₂)</c>.</remarks>
    public bool Verify(in KzgCommitment commitment, in Fr z, in Fr y, in KzgProof proof)
    {
        G1Projective left = ScalarMultiplication.MultiplyInSubgroup(proof.Point, z)
            - ScalarMultiplication.MultiplyInSubgroup(G1Affine.Generator, y) + commitment.Point;
        return PairingsAgree(left.ToAffine(), proof.Point);
    }

    /// <summary>Whether a blob is the one that was committed to; 48 bytes of proof instead of a multi-exponentiation.</summary>
    public bool VerifyBlob(Blob blob, in KzgCommitment commitment, in KzgProof proof)
    {
        ArgumentNullException.ThrowIfNull(blob);
        Fr z = Challenge(blob, commitment);
        return Verify(commitment, z, BlobDomain.Evaluate(blob.Elements, z), proof);
    }

    /// <summary>Whether all of several blobs are those that were committed to, for two pairings altogether; true for none.</summary>
    /// <remarks>
    /// The equations are added with the powers of a challenge that hashes all of them: a wrong one slips through with probability
    /// below 2^−240 per blob. It does not say which blob is wrong.
    /// </remarks>
    /// <exception cref="KzgException">The lists differ in length.</exception>
    public bool VerifyBlobs(ReadOnlySpan<Blob> blobs, ReadOnlySpan<KzgCommitment> commitments, ReadOnlySpan<KzgProof> proofs)
    {
        int count = blobs.Length;
        KzgException.ThrowIf(commitments.Length != count || proofs.Length != count, KzgRefusal.CountMismatch);
        if (count == 0)
            return true;
        Fr[] zs = new Fr[count], ys = new Fr[count];
        for (int i = 0; i < count; i++)
        {
            zs[i] = Challenge(blobs[i], commitments[i]);
            ys[i] = BlobDomain.Evaluate(blobs[i].Elements, zs[i]);
        }

        return VerifyAll(commitments, zs, ys, proofs, BatchChallenge(commitments, zs, ys, proofs));
    }

    private bool VerifyAll(
        ReadOnlySpan<KzgCommitment> commitments, ReadOnlySpan<Fr> zs, ReadOnlySpan<Fr> ys, ReadOnlySpan<KzgProof> proofs, in Fr challenge)
    {
        int count = commitments.Length;
        G1Affine[] points = new G1Affine[2 * count + 1]; // commitments, the generator, proofs
        Fr[] scalars = new Fr[points.Length];
        Fr power = Fr.One;
        points[count] = G1Affine.Generator;
        for (int i = 0; i < count; i++)
        {
            (points[i], scalars[i]) = (commitments[i].Point, power);
            scalars[count] -= power * ys[i];
            (points[count + 1 + i], scalars[count + 1 + i]) = (proofs[i].Point, power * zs[i]);
            power *= challenge;
        }

        G1Projective left = Msm.Compute(points, scalars);
        G1Projective right = Msm.Compute(points.AsSpan(count + 1), scalars.AsSpan(0, count)); // the plain powers
        return PairingsAgree(left.ToAffine(), right.ToAffine());
    }

    private static Fr BatchChallenge(
        ReadOnlySpan<KzgCommitment> commitments, ReadOnlySpan<Fr> zs, ReadOnlySpan<Fr> ys, ReadOnlySpan<KzgProof> proofs)
    {
        using FiatShamir transcript = new("RCKZGBATCH___V1_"u8);
        transcript.Append(Blob.ElementCount);
        transcript.Append((ulong)commitments.Length);
        for (int i = 0; i < commitments.Length; i++)
        {
            transcript.Append(commitments[i]);
            transcript.Append(zs[i]);
            transcript.Append(ys[i]);
            transcript.Append(proofs[i]);
        }

        return transcript.Finish();
    }

    private bool PairingsAgree(in G1Affine left, in G1Affine right) =>
        Pairing.ProductIsOne([left, -right], _verifier.Value);
}
