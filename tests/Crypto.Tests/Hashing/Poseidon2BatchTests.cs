using Plimsoll.Crypto.Hashing;
using Plimsoll.Crypto.Tests.Fields;

namespace Plimsoll.Crypto.Tests.Hashing;

[Trait("Category", "Law")]
public sealed class Poseidon2BatchTests
{
    private static readonly Fr[] s_edges = [Fr.Zero, Fr.One, -Fr.One, -Fr.FromUInt64(2), Fr.FromHex("ffffffffffffffffffffffffff"), Fr.Inverse(Fr.FromUInt64(2))];

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void A_batch_of_compressions_is_each_of_them(int arity) =>
        Gen.Select(AnyField.Fr.Array[16 * 4], Gen.Int[0, 16]).Sample(
            (elements, count) => IsEachOfThem(Domain(arity), arity, elements.AsSpan(0, count * arity).ToArray(), parallel: false),
            iter: 30);

    [Fact]
    public void A_batch_of_sponges_is_each_of_them() =>
        Gen.Select(AnyField.Fr.Array[16 * 9], Gen.Int[1, 9], Gen.Int[0, 16]).Sample(
            (elements, length, count) => IsEachOfThem(HashDomain.Message, length, elements.AsSpan(0, count * length).ToArray(), parallel: false),
            iter: 30);

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Every_combination_of_edges_is_hashed_as_alone(int arity)
    {
        int count = (int)Math.Pow(s_edges.Length, arity);
        Fr[] elements = new Fr[count * arity];
        for (int i = 0; i < elements.Length; i++)
            elements[i] = s_edges[i / arity / (int)Math.Pow(s_edges.Length, i % arity) % s_edges.Length];
        Assert.True(IsEachOfThem(Domain(arity), arity, elements, parallel: true));
    }

    [Fact]
    public void Long_sponges_of_the_greatest_element_are_hashed_as_alone()
    {
        Fr[] elements = [.. Enumerable.Repeat(-Fr.One, 100 * 9)];
        Assert.True(IsEachOfThem(HashDomain.BatchData, 100, elements, parallel: false));
    }

    [Fact]
    public void Many_cores_give_the_same_hashes()
    {
        Fr[] elements = [.. Enumerable.Range(0, 4 * 8 * 40 + 4 * 3).Select(i => Fr.FromUInt64((ulong)i * 0x9e3779b97f4a7c15))];
        Assert.True(IsEachOfThem(HashDomain.Node(1), 4, elements, parallel: true));
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Poseidon2.CompressMany(HashDomain.AccountLeaf, new Fr[7], new Fr[2]));
        Assert.Throws<ArgumentException>(() => Poseidon2.CompressMany(HashDomain.QueueKey, new Fr[3], new Fr[2]));
        Assert.Throws<ArgumentException>(() => Poseidon2.SpongeMany(HashDomain.Message, 3, new Fr[8], new Fr[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Poseidon2.SpongeMany(HashDomain.Message, 0, [], []));
    }

    [Fact]
    public void A_domain_of_another_mode_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Poseidon2.CompressMany(HashDomain.Message, new Fr[4], new Fr[1]));
        Assert.Throws<ArgumentException>(() => Poseidon2.SpongeMany(HashDomain.AccountLeaf, 4, new Fr[4], new Fr[1]));
        Assert.Throws<ArgumentNullException>(() => Poseidon2.CompressMany(null!, [], []));
    }

    [Fact]
    public void Outputs_that_overlap_the_inputs_are_refused()
    {
        Fr[] memory = new Fr[40];
        Assert.Throws<ArgumentException>(() => Poseidon2.CompressMany(HashDomain.AccountLeaf, memory.AsSpan(0, 32), memory.AsSpan(31, 8)));
    }

    [Fact]
    public void A_batch_on_one_core_allocates_nothing()
    {
        Fr[] inputs = new Fr[4 * 19], outputs = new Fr[19];
        Poseidon2.CompressMany(HashDomain.AccountLeaf, inputs, outputs);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Poseidon2.CompressMany(HashDomain.AccountLeaf, inputs, outputs);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static HashDomain Domain(int arity) => arity == 2 ? HashDomain.QueueKey : HashDomain.AccountLeaf;

    private static bool IsEachOfThem(HashDomain domain, int length, Fr[] elements, bool parallel)
    {
        Fr[] hashes = new Fr[elements.Length / length];
        if (domain.Arity == 0)
            Poseidon2.SpongeMany(domain, length, elements, hashes, parallel);
        else
            Poseidon2.CompressMany(domain, elements, hashes, parallel);
        for (int i = 0; i < hashes.Length; i++)
        {
            ReadOnlySpan<Fr> input = elements.AsSpan(i * length, length);
            Fr expected = domain.Arity switch
            {
                2 => Poseidon2.Compress(domain, input[0], input[1]),
                4 => Poseidon2.Compress(domain, input[0], input[1], input[2], input[3]),
                _ => Poseidon2.Sponge(domain, input),
            };
            if (expected != hashes[i])
                return false;
        }

        return true;
    }
}
