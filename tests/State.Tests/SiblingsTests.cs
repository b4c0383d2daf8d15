using Plimsoll.Crypto.Hashing;

namespace Plimsoll.State.Tests;

/// <summary>What shows several leaves at once.</summary>
[Trait("Category", "Law")]
public sealed class SiblingsTests
{
    private const int Depth = 4;

    [Fact]
    public void Leaves_and_their_siblings_lead_to_the_root() =>
        Gen.Select(Gen.UInt[0, 255].Array[1, 40], Gen.UInt[0, 255].Array[1, 5]).Sample((filled, shown) =>
        {
            MerkleTree tree = Filled(filled);
            uint[] indices = [.. shown.Distinct().Order()];
            Queue<Fr> siblings = new(tree.Siblings(indices));
            SortedDictionary<uint, Fr> nodes = new(indices.ToDictionary(index => index, tree.Leaf));
            for (int level = 1; level <= Depth; level++)
                nodes = Parents(nodes, siblings, level);
            Assert.Empty(siblings);
            Assert.Equal(tree.Root, nodes[0]);
        });

    [Fact]
    public void One_leaf_has_its_path()
    {
        MerkleTree tree = Filled([1, 2, 77, 200]);
        Fr[] path = new Fr[tree.PathLength];
        foreach (uint index in (uint[])[0, 2, 77, 255])
        {
            tree.WritePath(index, path);
            Assert.Equal(path, tree.Siblings([index]));
        }
    }

    [Fact]
    public void No_leaf_has_the_root() => Assert.Equal([Filled([5]).Root], Filled([5]).Siblings([]));

    private static MerkleTree Filled(uint[] indices)
    {
        MerkleTree tree = new(Depth);
        tree.Update(indices, [.. indices.Select(index => Fr.FromUInt64(index + 1))]);
        return tree;
    }

    private static SortedDictionary<uint, Fr> Parents(SortedDictionary<uint, Fr> nodes, Queue<Fr> siblings, int level)
    {
        SortedDictionary<uint, Fr> parents = [];
        foreach (uint parent in nodes.Keys.Select(index => index >> 2).Distinct())
        {
            Fr[] c = [.. Enumerable.Range(0, 4).Select(i => nodes.TryGetValue(4 * parent + (uint)i, out Fr node) ? node : siblings.Dequeue())];
            parents.Add(parent, Poseidon2.Compress(HashDomain.Node(level), c[0], c[1], c[2], c[3]));
        }

        return parents;
    }
}
