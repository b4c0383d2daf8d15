using Plimsoll.Crypto.Kzg;

namespace Plimsoll.Crypto.Tests.Kzg;

public sealed class BlobTests
{
    [Fact]
    public void Bytes_and_elements_say_the_same()
    {
        Blob blob = AnyBlob.OfSeed(1);
        Blob read = Blob.FromBytes(blob.Bytes);
        Assert.True(read.Elements.SequenceEqual(blob.Elements));
        Assert.True(read.Bytes.SequenceEqual(blob.Bytes));
        Assert.Equal(blob.Elements[4095], Fr.FromBytes(blob.Bytes[^32..]));
    }

    [Fact]
    public void A_blob_keeps_its_own_copy()
    {
        byte[] bytes = new byte[Blob.ByteLength];
        Blob blob = Blob.FromBytes(bytes);
        bytes[^1] = 1;
        Assert.True(blob.Elements[4095].IsZero);
        Assert.Equal(0, blob.Bytes[^1]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Blob.ByteLength - 1)]
    [InlineData(Blob.ByteLength + 1)]
    [InlineData(2 * Blob.ByteLength)]
    public void Another_length_is_refused(int length)
    {
        Assert.Equal(KzgRefusal.WrongLength, Assert.Throws<KzgException>(() => Blob.FromBytes(new byte[length])).Reason);
        Assert.False(Blob.TryFromBytes(new byte[length], out Blob? blob, out KzgRefusal refusal));
        Assert.Null(blob);
        Assert.Equal(KzgRefusal.WrongLength, refusal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2047)]
    [InlineData(4095)]
    public void An_element_that_is_not_canonical_is_refused(int index)
    {
        byte[] bytes = new byte[Blob.ByteLength];
        AnyBlob.Modulus.CopyTo(bytes, index * Fr.ByteLength);
        Assert.Equal(KzgRefusal.NonCanonicalFieldElement, Assert.Throws<KzgException>(() => Blob.FromBytes(bytes)).Reason);
        bytes[index * Fr.ByteLength + 31]--; // r − 1 is an element
        Assert.Equal(-Fr.One, Blob.FromBytes(bytes).Elements[index]);
    }

    [Fact]
    public void Another_number_of_elements_is_refused() =>
        Assert.Equal(KzgRefusal.WrongLength, Assert.Throws<KzgException>(() => Blob.FromElements(new Fr[4095])).Reason);

    [Theory]
    [InlineData(Cell.ByteLength - 1)]
    [InlineData(Cell.ByteLength + 1)]
    public void A_cell_of_another_length_is_refused(int length) =>
        Assert.Equal(KzgRefusal.WrongLength, Assert.Throws<KzgException>(() => Cell.FromBytes(new byte[length])).Reason);

    [Fact]
    public void A_cell_with_an_element_that_is_not_canonical_is_refused()
    {
        byte[] bytes = new byte[Cell.ByteLength];
        AnyBlob.Modulus.CopyTo(bytes, Cell.ByteLength - Fr.ByteLength);
        Assert.Equal(KzgRefusal.NonCanonicalFieldElement, Assert.Throws<KzgException>(() => Cell.FromBytes(bytes)).Reason);
    }
}
