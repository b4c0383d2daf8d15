using Plimsoll.Crypto.Curves;

namespace Plimsoll.Crypto.Kzg;

/// <summary>Precomputed multiples of the cell columns, for the 128 multi-exponentiations of a blob's cell proofs.</summary>
internal interface ICellTables
{
    /// <summary>Writes the sum of each row's 64 points times the scalars at the same places.</summary>
    void SumRows(ReadOnlySpan<Fr> scalars, Span<G1Projective> sums, MsmOptions options);
}
