using Plimsoll.Crypto.Hashing;
using Plimsoll.Crypto.Kzg;
using Plimsoll.Crypto.Signatures;

namespace Plimsoll.Crypto.Tests;

/// <summary>Runs the example of README.md; the architecture tests hold the page to it.</summary>
public sealed class ReadmeExampleTests
{
    [Fact]
    public void The_example_runs()
    {
        Fr[] elements = [.. Enumerable.Range(0, Blob.ElementCount).Select(i => Fr.FromUInt64((ulong)i))];
        byte[] seed = new byte[32];

        // begin
        // A blob, committed to, with the cell proofs that a blob transaction carries since Fusaka.
        Blob blob = Blob.FromElements(elements);
        KzgCommitment commitment = BlobKzg.Mainnet.Commit(blob);
        KzgProof[] cellProofs = CellKzg.Mainnet.ComputeProofs(blob);

        // One of its 4,096 elements, shown to somebody who has the commitment only.
        KzgProof opening = BlobKzg.Mainnet.OpenElement(blob.Elements, index: 7);
        bool isThere = BlobKzg.Mainnet.Verify(commitment, BlobKzg.PointAt(7), blob.Elements[7], opening);

        // A message hashed and signed as circuits and contracts check it.
        SchnorrSecretKey key = SchnorrSecretKey.FromSeed(seed);
        Fr message = Poseidon2.Sponge(HashDomain.Message, elements.AsSpan(0, 3));
        bool isSigned = Schnorr.Verify(key.PublicKey, message, key.Sign(message));
        // end

        Assert.True(isThere && isSigned);
        Assert.Equal(128, cellProofs.Length);
    }
}
