namespace Plimsoll.State.Tests;

[Trait("Category", "Law")]
public sealed class MerkleTreeTests
{
    private static readonly Gen<(uint Index, Fr Leaf)[]> s_writes =
        Gen.Select(Gen.UInt[0, 63], Gen.ULong, (index, leaf) => (index, Fr.FromUInt64(leaf))).Array[1, 20];

    [Fact]
    public void A_path_leads_from_each_leaf_to_the_root() =>
        Gen.Select(s_writes, Gen.UInt[0, 63]).Sample((writes, index) =>
        {
            MerkleTree tree = Filled(writes);
            Fr[] path = new Fr[tree.PathLength];
            tree.WritePath(index, path);
            return MerkleTree.RootOf(index, tree.Leaf(index), path) == tree.Root
                && MerkleTree.RootOf(index, tree.Leaf(index) + Fr.One, path) != tree.Root
                && MerkleTree.RootOf(index ^ 1, tree.Leaf(index), path) != MerkleTree.RootOf(index, tree.Leaf(index) + Fr.One, path);
        });

    [Fact]
    public void Many_writes_at_once_give_the_roots_of_one_at_a_time() => // iSTA-003
        s_writes.Sample(writes =>
        {
            MerkleTree single = new(3), each = new(3);
            Fr[] roots = new Fr[writes.Length];
            each.Update([.. writes.Select(w => w.Index)], [.. writes.Select(w => w.Leaf)], roots);
            for (int i = 0; i < writes.Length; i++)
            {
                single.Update([writes[i].Index], [writes[i].Leaf]);
                Assert.Equal(single.Root, roots[i]);
            }

            Assert.Equal(Filled(writes).Root, each.Root);
        });

    [Fact]
    public void An_emptied_tree_is_an_empty_tree() =>
        s_writes.Sample(writes =>
        {
            MerkleTree tree = Filled(writes);
            tree.Update([.. writes.Select(w => w.Index)], new Fr[writes.Length]);
            return tree.Root == new MerkleTree(3).Root;
        });

    [Fact]
    public void Indices_past_the_end_are_refused()
    {
        MerkleTree tree = new(2);
        Assert.Throws<ArgumentOutOfRangeException>(() => tree.Leaf(16));
        Assert.Throws<ArgumentOutOfRangeException>(() => tree.Update([16], [Fr.One]));
    }

    private static MerkleTree Filled((uint Index, Fr Leaf)[] writes)
    {
        MerkleTree tree = new(3);
        tree.Update([.. writes.Select(w => w.Index)], [.. writes.Select(w => w.Leaf)]);
        return tree;
    }
}
