using Plimsoll.Crypto.Kzg;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Beacon;

/// <summary>Computes a blob's versioned hash from its bytes.</summary>
/// <param name="blob">131,072 bytes from outside.</param>
/// <returns>The versioned hash, or null when the bytes are no blob (an element is not below r).</returns>
public delegate Bytes32? BlobNaming(ReadOnlyMemory<byte> blob);

/// <summary>The naming of blobs on Ethereum.</summary>
public static class BlobNames
{
    /// <summary>Commits to the blob with the setup of Ethereum mainnet (EIP-4844); some ten milliseconds.</summary>
    public static Bytes32? Mainnet(ReadOnlyMemory<byte> blob) =>
        Blob.TryFromBytes(blob.Span, out Blob? read, out _) ? new(BlobKzg.Mainnet.Commit(read).ToVersionedHash()) : null;
}
