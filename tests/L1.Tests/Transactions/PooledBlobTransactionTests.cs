using CsCheck;
using Plimsoll.L1.Rlp;
using Plimsoll.L1.Signing;
using Plimsoll.L1.Transactions;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Tests.Transactions;

public sealed class PooledBlobTransactionTests
{
    private static readonly PooledBlobTransaction Example = Make(2);

    [Fact]
    public void The_wrapper_is_that_of_EIP_7594()
    {
        RlpReader reader = new(Example.Encode().AsSpan(1));
        RlpReader wrapper = reader.ReadList();
        reader.RequireEnd();
        wrapper.Skip(); // tx_payload_body
        Assert.Equal([1], wrapper.ReadBytes().ToArray()); // wrapper_version
        Assert.Equal(2, Count(wrapper.ReadList(), BlobSidecar.BlobLength));
        Assert.Equal(2, Count(wrapper.ReadList(), 48));
        Assert.Equal(256, Count(wrapper.ReadList(), 48));
        wrapper.RequireEnd();
        Assert.Equal(BlobTransaction.TypeByte, Example.Encode()[0]);
    }

    [Fact]
    public void What_is_encoded_is_read_back()
    {
        byte[] encoded = Example.Encode();
        PooledBlobTransaction read = PooledBlobTransaction.Decode(encoded);
        Assert.Equal(Example.Signed, read.Signed);
        Assert.Equal(encoded, read.Encode());
        Assert.Equal(Example.Sidecar.Blobs[1].ToArray(), read.Sidecar.Blobs[1].ToArray());
    }

    [Fact] // c-kzg's and the consensus tests' commitment to the zero blob is the compressed point at infinity
    public void The_versioned_hash_of_the_point_at_infinity_is_known()
    {
        byte[] infinity = new byte[48];
        infinity[0] = 0xc0;
        Assert.Equal("0x010657f37554c781402a22917dee2f75def7ab966d7b770905398eba3c444014", BlobSidecar.VersionedHash(infinity).ToString());
    }

    [Fact]
    public void Damaged_encodings_are_refused_or_are_their_own_encoding()
    {
        byte[] encoded = Make(1).Encode();
        Mutation.Any.Sample(mutation =>
        {
            byte[] changed = mutation.Apply(encoded);
            PooledBlobTransaction? read = TryDecode(changed);
            return read is null || read.Encode().AsSpan().SequenceEqual(changed);
        }, iter: 500);
    }

    [Fact]
    public void Damaged_headers_are_refused_or_are_their_own_encoding()
    {
        byte[] encoded = Make(1).Encode();
        Gen.Select(Mutation.Any, Gen.UInt[0, 200]).Sample((mutation, position) =>
        {
            byte[] changed = (mutation with { Position = position }).Apply(encoded);
            PooledBlobTransaction? read = TryDecode(changed);
            return read is null || read.Encode().AsSpan().SequenceEqual(changed);
        }, iter: 1000);
    }

    [Theory]
    [InlineData(0)] // the form of EIP-4844, without a version
    [InlineData(1)]
    [InlineData(2)]
    public void Every_version_but_the_first_is_refused(byte version)
    {
        using RlpWriter writer = new();
        writer.WriteRaw([3]);
        int wrapper = writer.BeginList();
        writer.WriteRaw(Example.Signed.Encode().AsSpan(1));
        if (version != 0)
            writer.Write((ulong)version);
        foreach (IReadOnlyList<ReadOnlyMemory<byte>> parts in new[] { Example.Sidecar.Blobs, Example.Sidecar.Commitments, Example.Sidecar.CellProofs })
        {
            int list = writer.BeginList();
            foreach (ReadOnlyMemory<byte> part in parts)
                writer.Write(part.Span);
            writer.EndList(list);
        }

        writer.EndList(wrapper);
        byte[] encoded = writer.ToArray();
        if (version == PooledBlobTransaction.WrapperVersion)
            Assert.Equal(Example.Encode(), encoded);
        else
            Assert.Throws<TransactionException>(() => PooledBlobTransaction.Decode(encoded));
    }

    [Fact]
    public void Parts_that_do_not_fit_together_are_refused()
    {
        BlobSidecar one = Make(1).Sidecar;
        Assert.Throws<ArgumentException>(() => new PooledBlobTransaction(Example.Signed, one));
        Assert.Throws<ArgumentException>(() => new BlobSidecar([], [], []));
        Assert.Throws<ArgumentException>(() => new BlobSidecar(one.Blobs, one.Commitments, [.. one.CellProofs.Skip(1)]));
        Assert.Throws<ArgumentException>(() => new BlobSidecar(one.Blobs, [.. one.Commitments, .. one.Commitments], one.CellProofs));
        Assert.Throws<ArgumentException>(() => new BlobSidecar([one.Blobs[0][1..]], one.Commitments, one.CellProofs));
        Assert.Throws<ArgumentException>(() => new BlobSidecar(one.Blobs, [one.Commitments[0][1..]], one.CellProofs));
    }

    private static PooledBlobTransaction Make(int blobs)
    {
        byte[] bytes = new byte[blobs * BlobSidecar.BlobLength];
        new Random(blobs).NextBytes(bytes);
        BlobSidecar sidecar = new(
            Slices(bytes, blobs, BlobSidecar.BlobLength),
            Slices(bytes, blobs, BlobSidecar.PointLength),
            Slices(bytes, blobs * BlobSidecar.CellsPerBlob, BlobSidecar.PointLength));
        BlobTransaction transaction = new()
        {
            ChainId = 31337,
            To = Address.Zero,
            GasLimit = 21_000,
            MaxFeePerGas = 7,
            BlobVersionedHashes = sidecar.VersionedHashes(),
        };
        using PrivateKey key = PrivateKey.Parse("0x4646464646464646464646464646464646464646464646464646464646464646");
        return new(transaction.Sign(key), sidecar);
    }

    private static ReadOnlyMemory<byte>[] Slices(byte[] bytes, int count, int length) =>
        [.. Enumerable.Range(0, count).Select(i => (ReadOnlyMemory<byte>)bytes.AsMemory(i * length, length))];

    private static int Count(RlpReader items, int length)
    {
        int count = 0;
        for (; !items.IsAtEnd; count++)
            items.ReadBytes(length);
        return count;
    }

    private static PooledBlobTransaction? TryDecode(byte[] encoded)
    {
        try
        {
            return PooledBlobTransaction.Decode(encoded);
        }
        catch (Exception refusal) when (refusal is RlpException or TransactionException)
        {
            return null;
        }
    }
}
