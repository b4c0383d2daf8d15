using Plimsoll.Batches;
using Plimsoll.L1.Following;

namespace Plimsoll.Node.Chain;

/// <summary>A batch that L1 holds.</summary>
/// <param name="HeaderHash">Its name.</param>
/// <param name="Height">Its height; genesis has 0.</param>
/// <param name="Header">What was hashed.</param>
/// <param name="Block">The block that holds its commit, and with it its blobs.</param>
/// <param name="CommittedAt">That block's time, in Unix seconds.</param>
public sealed record CommittedBatch(Bytes32 HeaderHash, ulong Height, BatchHeader Header, BlockId Block, ulong CommittedAt);
