using Plimsoll.Crypto.Curves;
using Plimsoll.Crypto.Polynomials;

namespace Plimsoll.Crypto.Kzg;

/// <summary>All 128 cell proofs of a polynomial at once.</summary>
/// <remarks>
/// The proof for the coset with h^64 = a is [q(τ)]₁ with q = p div (X^64 − a) = Σ a^(j−1)·(p div X^64j): a polynomial in a, whose values at
/// the 128th roots of unity are a transform of the 63 points Hⱼ = [(p div X^64j)(τ)]₁. Those are sums of products of Toeplitz matrices, one
/// for each offset modulo 64, that transforms of length 128 turn into one multi-exponentiation for each of 128 places.
/// Source: Feist and Khovratovich, Fast amortized KZG proofs (2023).
/// </remarks>
internal sealed class CellProver
{
    private static readonly EvaluationDomain s_domain = EvaluationDomain.Of(7);

    private readonly ICellTables _tables;

    /// <summary>Makes the tables.</summary>
    public CellProver(CellColumns columns) => _tables = (ICellTables?)CellTables.TryCreate(columns) ?? new ScalarCellTables(columns);

    /// <summary>Returns the proofs of a polynomial of degree below 4096 in the cells' order.</summary>
    public KzgProof[] Prove(ReadOnlySpan<Fr> coefficients, MsmOptions options)
    {
        G1Projective[] points = new G1Projective[ExtendedBlob.CellCount];
        using RentedElements scalars = new(ExtendedBlob.CellCount * CellColumns.RowLength);
        TransformOffsets(coefficients, scalars.Span);
        _tables.SumRows(scalars.Span, points, options);
        Transform(points, options);
        G1Affine[] affine = new G1Affine[points.Length];
        G1Projective.BatchToAffine(points, affine);
        KzgProof[] proofs = new KzgProof[points.Length];
        for (int i = 0; i < proofs.Length; i++)
            proofs[i] = new(affine[i]);
        return proofs;
    }

    private static void Transform(Span<G1Projective> points, MsmOptions options)
    {
        bool hasLanes = FqLanes.IsSupported;
        if (hasLanes)
            G1TransformLanes.OfCells.InverseFromBitReversed(points, options);
        else
            G1Transform.InverseFromBitReversed(points);
        points[(ExtendedBlob.CellCount / 2)..].Fill(G1Projective.Infinity);
        if (hasLanes)
            G1TransformLanes.OfCells.ForwardToBitReversed(points, options);
        else
            G1Transform.ForwardToBitReversed(points);
    }

    /// <summary>Writes row t, offset i: the transform of the coefficients of X^(64m + i), divided by 128 for the inverse transform to come.</summary>
    private static void TransformOffsets(ReadOnlySpan<Fr> coefficients, Span<Fr> scalars)
    {
        Span<Fr> column = stackalloc Fr[ExtendedBlob.CellCount];
        for (int offset = 0; offset < CellColumns.RowLength; offset++)
        {
            column.Clear();
            for (int m = 0; m < CellColumns.RowLength; m++)
                column[m] = coefficients[m * CellColumns.RowLength + offset] * s_domain.SizeInverse;
            s_domain.ForwardToBitReversed(column);
            for (int t = 0; t < column.Length; t++)
                scalars[t * CellColumns.RowLength + offset] = column[t];
        }
    }
}
