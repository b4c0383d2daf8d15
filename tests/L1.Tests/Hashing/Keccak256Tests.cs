using CsCheck;
using Plimsoll.L1.Hashing;

namespace Plimsoll.L1.Tests.Hashing;

public sealed class Keccak256Tests
{
    [Theory]
    [InlineData("", "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470")] // Yellow Paper, KEC(())
    [InlineData("abc", "0x4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45")] // the Keccak team's ShortMsgKAT_256
    [InlineData("Transfer(address,address,uint256)", "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef")] // every ERC-20 log
    public void Known_answers(string text, string hash) => Assert.Equal(hash, Keccak256.HashUtf8(text).ToString());

    [Fact]
    public void Two_parts_hash_like_one() => Gen.Select(Gen.Byte.Array[0, 300], Gen.Byte.Array[0, 300]).Sample((first, second) =>
        Keccak256.Hash(first, second) == Keccak256.Hash([.. first, .. second]));

    [Fact]
    public void Hashing_allocates_nothing()
    {
        byte[] data = new byte[1000];
        Keccak256.Hash(data);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Keccak256.Hash(data);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
