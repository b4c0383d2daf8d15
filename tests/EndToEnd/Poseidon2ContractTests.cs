using Plimsoll.Crypto.Hashing;
using Plimsoll.L1.Abi;
using Plimsoll.L1.Rpc;

namespace Plimsoll.EndToEnd;

/// <summary>Every mode of Poseidon2 in C# against the contract library, on a real node.</summary>
public sealed class Poseidon2ContractTests(AnvilFixture fixture) : AnvilTest<AnvilFixture>(fixture)
{
    private const string Modulus = "73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001";

    private static readonly Gen<Fr> s_element = Gen.Frequency(
        (1, Gen.Int[0, 3].Select(edge => edge switch { 0 => Fr.Zero, 1 => Fr.One, 2 => -Fr.One, _ => -Fr.FromUInt64(2) })),
        (4, Gen.Byte.Array[32].Select(bytes =>
        {
            bytes[0] &= 0x3f;
            return Fr.FromBytes(bytes);
        })));

    [Fact]
    public async Task Random_inputs_hash_to_the_same_elements()
    {
        HarnessContract harness = await HarnessAsync();
        AbiFunction compress4 = AbiFunction.Parse("function compress4(uint256,uint256,uint256,uint256,uint256) returns (uint256)");
        AbiFunction compress2 = AbiFunction.Parse("function compress2(uint256,uint256,uint256) returns (uint256)");
        HashDomain[] domains = [HashDomain.AccountLeaf, HashDomain.QueueLink, HashDomain.StateRoot, HashDomain.Node(1), HashDomain.Node(HashDomain.MaxLevel)];
        foreach (int i in Enumerable.Range(0, 20))
        {
            HashDomain domain = domains[i % domains.Length];
            Fr[] x = s_element.Array[4].Single();
            Assert.Equal(Poseidon2.Compress(domain, x[0], x[1], x[2], x[3]), await HashAsync(harness, compress4, [Word(domain.Id), .. x.Select(e => e.ToBytes())]));
            Assert.Equal(
                Poseidon2.Compress(HashDomain.QueueKey, x[0], x[1]),
                await HashAsync(harness, compress2, [Word(HashDomain.QueueKey.Id), x[0].ToBytes(), x[1].ToBytes()]));
        }
    }

    [Fact]
    public async Task Messages_of_every_length_hash_to_the_same_elements()
    {
        HarnessContract harness = await HarnessAsync();
        AbiFunction sponge = AbiFunction.Parse("function sponge(uint256,uint256[]) returns (uint256)");
        HashDomain[] domains = [HashDomain.Message, HashDomain.Challenge, HashDomain.BatchData];
        for (int length = 0; length < 14; length++)
        {
            Fr[] message = s_element.Array[length].Single();
            HashDomain domain = domains[length % domains.Length];
            byte[][] words = [Word(domain.Id), Word(64), Word(length), .. message.Select(e => e.ToBytes())];
            Assert.Equal(Poseidon2.Sponge(domain, message), await HashAsync(harness, sponge, words));
        }
    }

    [Fact]
    public async Task The_permutations_are_the_same()
    {
        HarnessContract harness = await HarnessAsync();
        foreach (int width in (int[])[2, 3, 4])
        {
            string types = string.Join(',', Enumerable.Repeat("uint256", width));
            AbiFunction permute = AbiFunction.Parse($"function permute{width}({types}) returns (uint256)");
            for (int i = 0; i < 8; i++)
            {
                Fr[] state = s_element.Array[width].Single();
                byte[] answer = await harness.CallAsync(permute, state.Select(e => e.ToBytes()), Cancellation);
                Poseidon2.Permute(state);
                Assert.Equal(string.Concat(state.Select(e => Convert.ToHexStringLower(e.ToBytes()))), Convert.ToHexStringLower(answer));
            }
        }
    }

    [Fact]
    public async Task A_word_that_is_not_an_element_is_refused_on_both_sides()
    {
        HarnessContract harness = await HarnessAsync();
        AbiFunction compress4 = AbiFunction.Parse("function compress4(uint256,uint256,uint256,uint256,uint256) returns (uint256)");
        foreach (string word in (string[])[Modulus, Modulus[..63] + "2", new string('f', 64)])
        {
            byte[] bytes = Convert.FromHexString(word);
            Assert.False(Fr.TryFromBytes(bytes, out _));
            for (int position = 1; position <= 4; position++)
            {
                byte[][] words = [Word(HashDomain.AccountLeaf.Id), Word(1), Word(2), Word(3), Word(4)];
                words[position] = bytes;
                await Assert.ThrowsAsync<ExecutionRevertedException>(() => harness.CallAsync(compress4, words, Cancellation));
            }
        }
    }

    private Task<HarnessContract> HarnessAsync() =>
        HarnessContract.PutAsync(Client, "Poseidon2Harness", "0x00000000000000000000000000000000000c0de2", Cancellation);

    private static async Task<Fr> HashAsync(HarnessContract harness, AbiFunction function, byte[][] words) =>
        Fr.FromBytes(await harness.CallAsync(function, words, Cancellation));

    private static byte[] Word(int value) => Fr.FromUInt64((ulong)value).ToBytes();
}
