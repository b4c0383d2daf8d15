using Plimsoll.Crypto.Curves;
using Plimsoll.Crypto.Pairings;

namespace Plimsoll.Crypto.Kzg;

/// <content>Verification of many cells of many blobs with one equation and two pairings.</content>
public sealed partial class CellKzg
{
    /// <summary>Whether every cell belongs to its commitment at its index; true for no cells.</summary>
    /// <param name="commitments">The commitment of each cell; blobs may be mixed and repeated.</param>
    /// <param name="cellIndices">The index of each cell in its extended blob; in any order, repetitions allowed.</param>
    /// <param name="cells">The cells.</param>
    /// <param name="proofs">The proof of each cell.</param>
    /// <remarks>
    /// With a challenge ρ that hashes everything: <c>e(Σρᵏπₖ, [τ^64]₂) = e(ΣρᵏCₖ − [Σρᵏ·Iₖ(τ)]₁ + Σρᵏhₖ^64·πₖ, [1]₂)</c>, where Iₖ interpolates
    /// cell k on its coset hₖ·⟨ω₆₄⟩. Source: the universal verification equation (Feist 2022), verify_cell_kzg_proof_batch of the specification.
    /// </remarks>
    /// <exception cref="KzgException">The lists differ in length or an index is not in 0..127.</exception>
    public bool VerifyCells(
        ReadOnlySpan<KzgCommitment> commitments, ReadOnlySpan<int> cellIndices, ReadOnlySpan<Cell> cells, ReadOnlySpan<KzgProof> proofs)
    {
        int count = cells.Length;
        KzgException.ThrowIf(commitments.Length != count || cellIndices.Length != count || proofs.Length != count, KzgRefusal.CountMismatch);
        foreach (int index in cellIndices)
            KzgException.ThrowIf((uint)index >= ExtendedBlob.CellCount, KzgRefusal.CellIndexOutOfRange);
        if (count == 0)
            return true;

        int[] commitmentIndices = new int[count];
        KzgCommitment[] distinct = Deduplicate(commitments, commitmentIndices);
        Fr challenge = BatchChallenge(distinct, commitmentIndices, cellIndices, cells, proofs);
        return VerifyAll(distinct, commitmentIndices, cellIndices, cells, proofs, challenge);
    }

    private bool VerifyAll(
        ReadOnlySpan<KzgCommitment> commitments,
        ReadOnlySpan<int> commitmentIndices,
        ReadOnlySpan<int> cellIndices,
        ReadOnlySpan<Cell> cells,
        ReadOnlySpan<KzgProof> proofs,
        in Fr challenge)
    {
        int count = cells.Length, distinct = commitments.Length;
        // One sum: the proofs, the commitments, and the setup's points for the interpolated cells.
        G1Affine[] points = new G1Affine[count + distinct + Cell.ElementCount];
        Fr[] scalars = new Fr[points.Length];
        Fr[] powers = new Fr[count];
        Fr power = Fr.One;
        for (int k = 0; k < count; k++)
        {
            powers[k] = power;
            (points[k], scalars[k]) = (proofs[k].Point, power * ExtendedDomain.ShiftPowerOf(cellIndices[k]));
            scalars[count + commitmentIndices[k]] += power;
            power *= challenge;
        }

        for (int i = 0; i < distinct; i++)
            points[count + i] = commitments[i].Point;
        _setup.G1Monomial[..Cell.ElementCount].CopyTo(points.AsSpan(count + distinct));
        SubtractInterpolations(cellIndices, cells, powers, scalars.AsSpan(count + distinct));

        G1Affine left = Msm.Compute(points.AsSpan(0, count), powers).ToAffine();
        G1Affine right = Msm.Compute(points, scalars).ToAffine();
        return Pairing.ProductIsOne([left, -right], _verifier.Value);
    }

    /// <summary>Subtracts <c>Σ ρᵏ·Iₖ</c> from coefficients; cells of one index are added first and interpolated together.</summary>
    private static void SubtractInterpolations(
        ReadOnlySpan<int> cellIndices, ReadOnlySpan<Cell> cells, ReadOnlySpan<Fr> powers, Span<Fr> coefficients)
    {
        using RentedElements rented = new(ExtendedDomain.Size);
        Span<Fr> sums = rented.Span;
        sums.Clear();
        Span<bool> isUsed = stackalloc bool[ExtendedBlob.CellCount];
        isUsed.Clear();
        for (int k = 0; k < cells.Length; k++)
        {
            isUsed[cellIndices[k]] = true;
            Span<Fr> sum = sums.Slice(cellIndices[k] * Cell.ElementCount, Cell.ElementCount);
            for (int i = 0; i < sum.Length; i++)
                sum[i] += powers[k] * cells[k].Elements[i];
        }

        for (int index = 0; index < isUsed.Length; index++)
        {
            if (!isUsed[index])
                continue;
            Span<Fr> sum = sums.Slice(index * Cell.ElementCount, Cell.ElementCount);
            ExtendedDomain.InterpolateCell(sum, index);
            for (int i = 0; i < sum.Length; i++)
                coefficients[i] -= sum[i];
        }
    }

    /// <summary>Returns the distinct commitments in the order of their first appearance, and for each cell the position of its own.</summary>
    private static KzgCommitment[] Deduplicate(ReadOnlySpan<KzgCommitment> commitments, Span<int> indices)
    {
        Dictionary<KzgCommitment, int> positions = [];
        for (int k = 0; k < commitments.Length; k++)
        {
            if (!positions.TryGetValue(commitments[k], out indices[k]))
                positions.Add(commitments[k], indices[k] = positions.Count);
        }

        KzgCommitment[] distinct = new KzgCommitment[positions.Count];
        foreach ((KzgCommitment commitment, int position) in positions)
            distinct[position] = commitment;
        return distinct;
    }

    internal static Fr BatchChallenge(
        ReadOnlySpan<KzgCommitment> commitments,
        ReadOnlySpan<int> commitmentIndices,
        ReadOnlySpan<int> cellIndices,
        ReadOnlySpan<Cell> cells,
        ReadOnlySpan<KzgProof> proofs)
    {
        using FiatShamir transcript = new("RCKZGCBATCH__V1_"u8);
        transcript.Append(Blob.ElementCount);
        transcript.Append(Cell.ElementCount);
        transcript.Append((ulong)commitments.Length);
        transcript.Append((ulong)cells.Length);
        foreach (ref readonly KzgCommitment commitment in commitments)
            transcript.Append(commitment);
        for (int k = 0; k < cells.Length; k++)
        {
            transcript.Append((ulong)commitmentIndices[k]);
            transcript.Append((ulong)cellIndices[k]);
            transcript.Append(cells[k].Bytes);
            transcript.Append(proofs[k]);
        }

        return transcript.Finish();
    }
}
