using Plimsoll.Primitives;

namespace Plimsoll.Proofs;

/// <summary>Keccak-256, which L1 hashes with: the caller brings it.</summary>
public delegate Bytes32 ByteHash(ReadOnlySpan<byte> data);
