namespace Plimsoll.Crypto.Kzg;

/// <summary>The setup's side of the 64 circulant products of FK20, transformed: 128 rows of 64 points.</summary>
/// <remarks>
/// Offset i of the setup is the sequence [τ^(64s + i)]₁, s in 0..63, put in reverse at the end of 128 places and transformed. Row t holds
/// the transforms' values at ω₁₂₈^brp(t) for all i, so row t and the blob's transforms at the same place make one multi-exponentiation.
/// Source: Feist and Khovratovich, Fast amortized KZG proofs (2023), section 3.
/// </remarks>
internal sealed partial class CellColumns
{
    /// <summary>The number of points in a row: one for each offset.</summary>
    public const int RowLength = Cell.ElementCount;

    private readonly G1Affine[] _points;

    private CellColumns(G1Affine[] points) => _points = points;

    /// <summary>All rows one after another.</summary>
    public ReadOnlySpan<G1Affine> Points => _points;

    /// <summary>The points of one row.</summary>
    public ReadOnlySpan<G1Affine> Row(int index) => _points.AsSpan(index * RowLength, RowLength);

    /// <summary>Transforms the points of a setup; 20 000 scalar multiplications.</summary>
    public static CellColumns Compute(TrustedSetup setup)
    {
        G1Affine[] points = new G1Affine[ExtendedBlob.CellCount * RowLength];
        Parallel.For(0, RowLength, offset =>
        {
            G1Projective[] column = new G1Projective[ExtendedBlob.CellCount];
            Array.Fill(column, G1Projective.Infinity);
            for (int s = 0; s < RowLength; s++)
                column[^(s + 1)] = new(setup.G1Monomial[s * RowLength + offset]);
            G1Transform.ForwardToBitReversed(column);
            for (int t = 0; t < column.Length; t++)
                points[t * RowLength + offset] = column[t].ToAffine();
        });
        return new(points);
    }
}
