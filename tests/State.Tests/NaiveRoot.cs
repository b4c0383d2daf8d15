using Plimsoll.Crypto.Hashing;

namespace Plimsoll.State.Tests;

/// <summary>The root as the specification words it: every node from scratch, one hash after the other. The oracle of the batched tree.</summary>
internal static class NaiveRoot
{
    public static Fr Of(RollupState state)
    {
        Fr accounts = Tree(Enumerable.Range(0, (int)state.Capacity).Select(i => state[(uint)i].Leaf()));
        Fr fees = Tree(Enumerable.Range(0, RollupState.TokenCount).Select(i => new FeePot(state.Pot((byte)i)).Leaf()));
        Fr counters = Fr.FromUInt64(((ulong)state.Opened << 32) + state.Deposited);
        return Poseidon2.Compress(HashDomain.StateRoot, accounts, fees, counters, Fr.Zero);
    }

    private static Fr Tree(IEnumerable<Fr> leaves)
    {
        Fr[] nodes = [.. leaves];
        for (int level = 1; nodes.Length > 1; level++)
            nodes = [.. nodes.Chunk(4).Select(c => Poseidon2.Compress(HashDomain.Node(level), c[0], c[1], c[2], c[3]))];
        return nodes[0];
    }
}
