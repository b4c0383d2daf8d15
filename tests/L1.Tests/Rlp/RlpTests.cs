using System.Text;
using CsCheck;
using Plimsoll.L1.Rlp;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Tests.Rlp;

public sealed class RlpTests
{
    [Theory] // ethereum.org, "Recursive-length prefix serialization", Examples
    [InlineData("dog", "0x83646f67")]
    [InlineData("", "0x80")]
    [InlineData("Lorem ipsum dolor sit amet, consectetur adipisicing elit",
        "0xb8384c6f72656d20697073756d20646f6c6f722073697420616d65742c20636f6e7365637465747572206164697069736963696e6720656c6974")]
    public void Text_is_written_as_in_the_examples(string text, string encoded)
    {
        using RlpWriter writer = new();
        writer.Write(Encoding.ASCII.GetBytes(text));
        Assert.Equal(encoded, Hex.Encode(writer.WrittenSpan));
        Assert.Equal(text, Encoding.ASCII.GetString(new RlpReader(writer.WrittenSpan).ReadBytes()));
    }

    [Theory] // the same page
    [InlineData(0, "0x80")]
    [InlineData(15, "0x0f")]
    [InlineData(1024, "0x820400")]
    [InlineData(127, "0x7f")]
    [InlineData(128, "0x8180")]
    [InlineData(ulong.MaxValue, "0x88ffffffffffffffff")]
    public void Numbers_are_written_as_in_the_examples(ulong number, string encoded)
    {
        using RlpWriter writer = new();
        writer.Write(number);
        Assert.Equal(encoded, Hex.Encode(writer.WrittenSpan));
        Assert.Equal(number, new RlpReader(writer.WrittenSpan).ReadUInt64());
    }

    [Fact] // the same page: [ [], [[]], [ [], [[]] ] ]
    public void Nested_lists_are_written_as_in_the_examples()
    {
        using RlpWriter writer = new();
        int outer = writer.BeginList();
        writer.EndList(writer.BeginList());
        int second = writer.BeginList();
        writer.EndList(writer.BeginList());
        writer.EndList(second);
        int third = writer.BeginList();
        writer.EndList(writer.BeginList());
        int inner = writer.BeginList();
        writer.EndList(writer.BeginList());
        writer.EndList(inner);
        writer.EndList(third);
        writer.EndList(outer);
        Assert.Equal("0xc7c0c1c0c3c0c1c0", Hex.Encode(writer.WrittenSpan));
    }

    [Fact]
    public void What_is_written_is_read_back() =>
        Gen.Select(Gen.Byte.Array[0, 400], Gen.ULong, Gen.Byte.Array[32], Gen.Byte.Array[0, 60].Array[0, 5]).Sample((bytes, number, word, items) =>
        {
            using RlpWriter writer = new(16);
            int list = writer.BeginList();
            writer.Write(bytes);
            writer.Write(number);
            writer.Write(UInt256.FromBytes(word));
            writer.Write(new Bytes32(word));
            writer.Write(new Address(word.AsSpan(12)));
            int nested = writer.BeginList();
            foreach (byte[] item in items)
                writer.Write(item);
            writer.EndList(nested);
            writer.EndList(list);

            RlpReader reader = new(writer.WrittenSpan);
            RlpReader fields = reader.ReadList();
            reader.RequireEnd();
            Assert.Equal(bytes, fields.ReadBytes().ToArray());
            Assert.Equal(number, fields.ReadUInt64());
            Assert.Equal(UInt256.FromBytes(word), fields.ReadUInt256());
            Assert.Equal(new(word), fields.ReadBytes32());
            Assert.Equal(new(word.AsSpan(12)), fields.ReadAddress());
            RlpReader read = fields.ReadList();
            foreach (byte[] item in items)
                Assert.Equal(item, read.ReadBytes().ToArray());
            read.RequireEnd();
            fields.RequireEnd();
        });

    [Theory]
    [InlineData("0x", "the input is empty")]
    [InlineData("0x8100", "a small byte behind a header")]
    [InlineData("0x817f", "a small byte behind a header")]
    [InlineData("0x83646f", "the length goes past the end")]
    [InlineData("0xb80180", "a long form for a short length")]
    [InlineData("0xb83700000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000", "a long form for 55 bytes")]
    [InlineData("0xf83701010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101", "a long form for a list of 55 bytes")]
    [InlineData("0xb800", "a long form for no length")]
    [InlineData("0xb90038", "a length with leading zeros")]
    [InlineData("0xb8", "a length that is cut off")]
    [InlineData("0xbbffffffff", "a length of 4 GiB")]
    [InlineData("0xbb7fffffff", "a length of 2 GiB")]
    [InlineData("0xbfffffffffffffffff", "a length of 2^64 − 1")]
    [InlineData("0xbf8000000000000000", "a length of 2^63")]
    [InlineData("0xc1", "a list that goes past the end")]
    [InlineData("0xf800", "a long form for an empty list")]
    [InlineData("0xffffffffffffffffff", "a list of 2^64 − 1 bytes")]
    [InlineData("0xc20000ff", "bytes behind the list")]
    [InlineData("0xc18100", "an item inside the list that is not valid")]
    public void Bytes_that_are_not_the_one_encoding_are_refused(string encoded, string why) =>
        Assert.False(IsValid(Hex.Decode(encoded)), why);

    [Theory]
    [InlineData("0x00")]
    [InlineData("0x820001")]
    [InlineData("0x89010000000000000000")]
    [InlineData("0xc0")]
    public void Numbers_that_are_not_minimal_or_too_long_are_refused(string encoded) =>
        Assert.Throws<RlpException>(() => new RlpReader(Hex.Decode(encoded)).ReadUInt64());

    [Fact]
    public void Lists_nested_too_deep_are_refused()
    {
        byte[] deepest = Nested(RlpReader.MaxDepth);
        Assert.True(IsValid(deepest));
        Assert.False(IsValid(Nested(RlpReader.MaxDepth + 1)));

        static byte[] Nested(int depth)
        {
            using RlpWriter writer = new();
            for (int i = 0; i < depth; i++)
                writer.EndList(0);
            return writer.ToArray();
        }
    }

    [Fact]
    public void Random_bytes_are_read_or_refused_and_never_otherwise() =>
        Gen.Byte.Array[0, 200].Sample(bytes => { IsValid(bytes); }, iter: 20_000);

    [Fact]
    public void Reading_allocates_nothing()
    {
        byte[] encoded = Hex.Decode("0xc88363617483646f67");
        IsValid(encoded);
        long before = GC.GetAllocatedBytesForCurrentThread();
        IsValid(encoded);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static bool IsValid(ReadOnlySpan<byte> encoded)
    {
        try
        {
            RlpReader reader = new(encoded);
            reader.Skip();
            reader.RequireEnd();
            return true;
        }
        catch (RlpException)
        {
            return false;
        }
    }
}
