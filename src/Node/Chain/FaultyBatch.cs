using Plimsoll.Batches;

namespace Plimsoll.Node.Chain;

/// <summary>A batch that derivation found wrong, with what it takes to show that.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Parent">The header before it.</param>
/// <param name="Fault">One fault of it.</param>
/// <param name="Input">The header's part.</param>
/// <param name="Elements">The elements of all blobs.</param>
/// <param name="PublishedKey">For a wrong queue slot, the Q of its item; else (0, 0).</param>
public sealed record FaultyBatch(
    CommittedBatch Batch, BatchHeader Parent, Fault Fault, BatchInput Input, ReadOnlyMemory<Fr> Elements, Crypto.Curves.JubjubAffine PublishedKey);
