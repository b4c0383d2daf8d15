using Plimsoll.Batches;
using Plimsoll.Crypto.Fields;
using Plimsoll.Crypto.Kzg;
using Plimsoll.L1.Transactions;

namespace Plimsoll.Cli.Nodes;

/// <summary>Elements of a batch as the blobs of a transaction.</summary>
internal static class Blobs
{
    public static BlobSidecar Of(ReadOnlySpan<Fr> elements)
    {
        List<ReadOnlyMemory<byte>> blobs = [], commitments = [], proofs = [];
        for (int start = 0; start < elements.Length; start += FullLayout.ElementsPerBlob)
        {
            Blob blob = Blob.FromElements(elements.Slice(start, FullLayout.ElementsPerBlob));
            blobs.Add(blob.Bytes.ToArray());
            commitments.Add(BlobKzg.Mainnet.Commit(blob).ToBytes());
            proofs.AddRange(CellKzg.Mainnet.ComputeProofs(blob).Select(proof => (ReadOnlyMemory<byte>)proof.ToBytes()));
        }

        return new(blobs, commitments, proofs);
    }
}
