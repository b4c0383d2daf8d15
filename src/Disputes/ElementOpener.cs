using Plimsoll.Batches;
using Plimsoll.Crypto.Kzg;

namespace Plimsoll.Disputes;

/// <summary>Makes openings of a batch's elements; each blob is committed to once.</summary>
internal static class ElementOpener
{
    /// <summary>Opens elements in ascending order.</summary>
    /// <param name="elements">The elements of all blobs.</param>
    /// <param name="positions">4·slot + part, in any order.</param>
    public static BlobElement[] Open(ReadOnlySpan<Fr> elements, IEnumerable<int> positions)
    {
        Dictionary<int, KzgCommitment> commitments = [];
        List<BlobElement> opened = [];
        foreach (int position in positions.Order())
        {
            (int blob, int index) = Math.DivRem(position, FullLayout.ElementsPerBlob);
            ReadOnlySpan<Fr> values = elements.Slice(blob * FullLayout.ElementsPerBlob, FullLayout.ElementsPerBlob);
            if (!commitments.TryGetValue(blob, out KzgCommitment commitment))
                commitments.Add(blob, commitment = BlobKzg.Mainnet.Commit(values));
            opened.Add(new((uint)position, values[index], commitment, BlobKzg.Mainnet.OpenElement(values, index)));
        }

        return [.. opened];
    }
}
