using Plimsoll.Crypto.Hashing;
using Plimsoll.Snark.Gadgets;

namespace Plimsoll.Snark.Tests.Gadgets;

public sealed class Poseidon2HashTests
{
    [Fact]
    public void A_level_of_the_tree_costs_264_constraints_and_a_pair_216()
    {
        Assert.Equal(264, GadgetCircuit.Cost(4, (b, x) => [b.Compress(HashDomain.Node(1), x[0], x[1], x[2], x[3])]));
        Assert.Equal(216, GadgetCircuit.Cost(2, (b, x) => [b.Compress(HashDomain.QueueKey, x[0], x[1])]));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(4, 2)]
    [InlineData(7, 3)]
    public void The_sponge_costs_264_constraints_a_block_and_is_the_sponge(int length, int blocks)
    {
        if (length > 0) // of nothing at all, the first round is constant
            Assert.Equal(264 * blocks, GadgetCircuit.Cost(length, (b, x) => [b.Sponge(HashDomain.Message, x)]));
        AnyElement.Fr.Array[length].Sample(
            message => GadgetCircuit.Run((b, x) => [b.Sponge(HashDomain.Message, x)], message)![0] == Poseidon2.Sponge(HashDomain.Message, message), iter: 10);
    }

    [Fact]
    public void The_compressions_are_the_compressions() =>
        AnyElement.Fr.Array[4].Sample(
            x =>
            {
                Assert.Equal(Poseidon2.Compress(HashDomain.AccountLeaf, x[0], x[1], x[2], x[3]), GadgetCircuit.Run((b, s) => [b.Compress(HashDomain.AccountLeaf, s[0], s[1], s[2], s[3])], x)![0]);
                Assert.Equal(Poseidon2.Compress(HashDomain.QueueKey, x[0], x[1]), GadgetCircuit.Run((b, s) => [b.Compress(HashDomain.QueueKey, s[0], s[1])], x[..2])![0]);
            },
            iter: 30);

    [Fact]
    public void A_domain_of_another_mode_is_refused() =>
        Assert.Throws<ArgumentException>(() => GadgetCircuit.Run((b, s) => [b.Compress(HashDomain.Message, s[0], s[1])], Fr.One, Fr.One));

    [Fact]
    public void No_hint_is_free()
    {
        Fr[] inputs = [Fr.FromUInt64(3), -Fr.One, Fr.Zero, Fr.FromUInt64(99)];
        GadgetCircuit.AssertNoHintIsFree((b, x) => [b.Compress(HashDomain.Node(3), x[0], x[1], x[2], x[3])], inputs);
        GadgetCircuit.AssertNoHintIsFree((b, x) => [b.Compress(HashDomain.QueueKey, x[0], x[1])], inputs[..2]);
        GadgetCircuit.AssertNoHintIsFree((b, x) => [b.Sponge(HashDomain.Message, x)], inputs);
    }
}
