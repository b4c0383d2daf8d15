namespace Plimsoll.Crypto.Kzg;

/// <summary>A blob's polynomial on twice as many points: 128 cells, any 64 of which determine all, and a proof for each.</summary>
/// <param name="Cells">The cells by index; the first 64 are the blob.</param>
/// <param name="Proofs">The cells' proofs by index.</param>
public sealed record ExtendedBlob(IReadOnlyList<Cell> Cells, IReadOnlyList<KzgProof> Proofs)
{
    /// <summary>The number of cells.</summary>
    public const int CellCount = 128;
}
