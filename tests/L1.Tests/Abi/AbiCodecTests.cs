using CsCheck;
using Plimsoll.L1.Abi;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Tests.Abi;

public sealed class AbiCodecTests
{
    [Fact]
    public void What_is_encoded_is_read_back() => AnyAbi.Arguments.Sample(arguments =>
    {
        AbiType[] types = [.. arguments.Select(argument => argument.Type)];
        AbiValue[] values = [.. arguments.Select(argument => argument.Value)];
        AbiValue[] read = AbiDecoder.Decode(types, AbiEncoder.Encode(types, values));
        Assert.Equal(values, read);
    });

    [Fact]
    public void The_name_of_a_type_is_read_back() => AnyAbi.TypeAndValue(3).Sample(any => AbiType.Parse(any.Type.Name).Equals(any.Type));

    [Fact]
    public void Damaged_encodings_are_refused_or_are_their_own_encoding() =>
        Gen.Select(AnyAbi.Arguments, Mutation.Any).Sample((arguments, mutation) =>
        {
            AbiType[] types = [.. arguments.Select(argument => argument.Type)];
            byte[] changed = mutation.Apply(AbiEncoder.Encode(types, [.. arguments.Select(argument => argument.Value)]));
            AbiValue[]? read = TryDecode(types, changed);
            return read is null || AbiEncoder.Encode(types, read).AsSpan().SequenceEqual(changed);
        }, iter: 20_000);

    [Fact]
    public void Words_that_point_anywhere_are_refused_or_are_their_own_encoding()
    {
        AbiType[] types = [AbiType.Parse("uint8[][][]"), AbiType.Parse("(bytes,string[])[2]")];
        Gen.Int[0, 12].Select(small => (byte)(small * 32)).Array[1, 40].Sample(words =>
        {
            byte[] data = new byte[32 * words.Length];
            for (int i = 0; i < words.Length; i++)
                data[(32 * i) + 31] = words[i];
            AbiValue[]? read = TryDecode(types, data);
            return read is null || AbiEncoder.Encode(types, read).AsSpan().SequenceEqual(data);
        }, iter: 20_000);
    }

    [Fact] // every offset points back to the same part: 2^n elements for a decoder that follows them
    public void Offsets_that_share_a_part_are_refused()
    {
        const int levels = 10;
        byte[] data = new byte[32 + (levels * 11 * 32)];
        data[31] = 0x20;
        for (int level = 0; level < levels; level++)
        {
            int at = 32 + (level * 11 * 32);
            data[at + 31] = 10;
            for (int i = 1; i <= 10; i++)
            {
                data[at + (i * 32) + 30] = 0x01; // all ten to the beginning of the next level, 10 · 32 bytes on
                data[at + (i * 32) + 31] = 0x40;
            }
        }

        AbiType[] types = [AbiType.Parse("uint256[][][][][][][][][][]")];
        RequireBoundedRefusal(types, data, 16_384);
    }

    [Theory]
    [InlineData("uint256[]", "7fffffff")]
    [InlineData("bytes", "7fffffff")]
    [InlineData("string", "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData("uint256[][]", "0000000100000000")]
    [InlineData("bool[1000][]", "41")]
    [InlineData("(string,bytes)[]", "21")]
    public void Claimed_lengths_take_no_memory(string type, string length)
    {
        byte[] data = new byte[32 * 64];
        data[31] = 0x20;
        Convert.FromHexString(length).CopyTo(data.AsSpan(64 - (length.Length / 2)));
        RequireBoundedRefusal([AbiType.Parse(type)], data, 16_384);
    }

    [Fact]
    public void Memory_is_bounded_by_the_input()
    {
        const int count = 10_000;
        AbiType[] types = [AbiType.Parse("(bytes,uint8)[]")];
        AbiValue elements = AbiValue.Of([.. Enumerable.Repeat(AbiValue.Of(Array.Empty<byte>(), 1), count)]);
        byte[] data = AbiEncoder.Encode(types, elements);
        AbiDecoder.Decode(types, data);
        long before = GC.GetAllocatedBytesForCurrentThread();
        AbiDecoder.Decode(types, data);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 * data.Length);
    }

    [Theory]
    [InlineData("uint8", "0000000000000000000000000000000000000000000000000000000000000100", "a number out of range")]
    [InlineData("int8", "0000000000000000000000000000000000000000000000000000000000000080", "a number out of range")]
    [InlineData("int8", "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", "a number out of range")]
    [InlineData("int8", "000000000000000000000000000000000000000000000000000000000000ff80", "a sign that is not extended")]
    [InlineData("address", "0000000000000000000000011111111111111111111111111111111111111111", "dirty padding")]
    [InlineData("bool", "0000000000000000000000000000000000000000000000000000000000000002", "neither true nor false")]
    [InlineData("bool", "0100000000000000000000000000000000000000000000000000000000000001", "dirty padding")]
    [InlineData("bytes3", "6162630000000000000000000000000000000000000000000000000000000001", "dirty padding")]
    [InlineData("uint256", "00000000000000000000000000000000000000000000000000000000000001", "a word that is cut off")]
    [InlineData("uint256", "000000000000000000000000000000000000000000000000000000000000000100", "a byte too many")]
    [InlineData("bytes", "00000000000000000000000000000000000000000000000000000000000000200000000000000000000000000000000000000000000000000000000000000001", "no padding")]
    [InlineData("string", "000000000000000000000000000000000000000000000000000000000000002000000000000000000000000000000000000000000000000000000000000000016161000000000000000000000000000000000000000000000000000000000000", "dirty padding")]
    [InlineData("string", "00000000000000000000000000000000000000000000000000000000000000200000000000000000000000000000000000000000000000000000000000000001ff00000000000000000000000000000000000000000000000000000000000000", "no UTF-8")]
    [InlineData("bytes", "000000000000000000000000000000000000000000000000000000000000004000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000", "a gap")]
    [InlineData("bytes", "00000000000000000000000000000000000000000000000000000000000000400000000000000000000000000000000000000000000000000000000000000000", "an offset past the only part")]
    [InlineData("bytes", "00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000", "an offset to itself")]
    [InlineData("bytes", "8000000000000000000000000000000000000000000000000000000000000020", "an offset far outside")]
    public void What_is_not_canonical_is_refused(string type, string data, string why)
    {
        AbiException? refusal = Record.Exception(() => AbiDecoder.Decode([AbiType.Parse(type)], Convert.FromHexString(data))) as AbiException;
        Assert.True(refusal is not null, why);
    }

    [Fact]
    public void Values_that_do_not_fit_their_types_are_refused()
    {
        (string Type, AbiValue Value)[] misfits =
        [
            ("uint8", 256), ("uint256", (Int256)(-1)), ("int8", 128), ("int8", (Int256)(-129)), ("int256", UInt256.MaxValue),
            ("address", 1), ("bool", 1), ("bytes3", new byte[4]), ("bytes3", new byte[2]), ("bytes", "text"), ("string", new byte[1]),
            ("uint8[2]", AbiValue.Of(1)), ("uint8[]", 1), ("(uint8,bool)", AbiValue.Of(1)), ("string", "\ud800"), ("bytes[2]", AbiValue.Of(Array.Empty<byte>())),
        ];
        foreach ((string type, AbiValue value) in misfits)
            Assert.Throws<AbiException>(() => AbiEncoder.Encode([AbiType.Parse(type)], value));
        Assert.Throws<AbiException>(() => AbiEncoder.Encode([AbiType.Boolean], true, true));
    }

    [Theory]
    [InlineData("")]
    [InlineData("uint7")]
    [InlineData("uint264")]
    [InlineData("uint08")]
    [InlineData("int0")]
    [InlineData("bytes0")]
    [InlineData("bytes33")]
    [InlineData("uint256[0]")]
    [InlineData("uint256[-1]")]
    [InlineData("uint256[99999999999]")]
    [InlineData("uint256[500000][500000]")]
    [InlineData("uint256[")]
    [InlineData("uint256]")]
    [InlineData("()")]
    [InlineData("(uint256")]
    [InlineData("(uint256,)")]
    [InlineData("mapping")]
    [InlineData("uint256 extra")]
    public void Types_that_do_not_exist_are_refused(string type) => Assert.Throws<AbiException>(() => AbiType.Parse(type));

    [Fact]
    public void Types_nested_too_deep_are_refused()
    {
        Assert.Throws<AbiException>(() => AbiType.Parse("uint8" + string.Concat(Enumerable.Repeat("[]", AbiType.MaxDepth))));
        Assert.Throws<AbiException>(() => AbiType.Parse(new string('(', 100_000)));
    }

    [Fact]
    public void Random_text_is_a_type_or_refused() => Gen.Char["()[],0123456789uintbytesaddr "].Array[0, 30].Sample(text =>
    {
        try
        {
            AbiType.Parse(new(text));
        }
        catch (AbiException)
        {
        }
    }, iter: 20_000);

    [Fact]
    public void Values_say_what_they_are_not()
    {
        AbiValue number = 5;
        Assert.Throws<InvalidOperationException>(() => number.ToAddress());
        Assert.Throws<InvalidOperationException>(() => ((AbiValue)UInt256.MaxValue).ToUInt64());
        Assert.Throws<InvalidOperationException>(() => ((AbiValue)new byte[31]).ToBytes32());
        Assert.Equal(Bytes32.Zero, ((AbiValue)Bytes32.Zero).ToBytes32());
    }

    private static void RequireBoundedRefusal(AbiType[] types, byte[] data, long bytes)
    {
        Assert.Null(TryDecode(types, data));
        long before = GC.GetAllocatedBytesForCurrentThread();
        TryDecode(types, data);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, bytes);
    }

    private static AbiValue[]? TryDecode(AbiType[] types, byte[] data)
    {
        try
        {
            return AbiDecoder.Decode(types, data);
        }
        catch (AbiException)
        {
            return null;
        }
    }
}
