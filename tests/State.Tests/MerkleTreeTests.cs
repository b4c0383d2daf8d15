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
    public void Groups_of_writes_give_the_roots_at_their_ends() => // iSTA-003
        Gen.Select(s_writes, Gen.Int[0, 4].Array[1, 20]).Sample((writes, sizes) =>
        {
            List<int> ends = [];
            foreach (int size in sizes)
                ends.Add(Math.Min(writes.Length, (ends.Count > 0 ? ends[^1] : 0) + size));
            ends.Add(writes.Length);
            MerkleTree each = Filled([(7, Fr.One)]), grouped = Filled([(7, Fr.One)]);
            Fr before = each.Root;
            uint[] indices = [.. writes.Select(w => w.Index)];
            Fr[] leaves = [.. writes.Select(w => w.Leaf)], roots = new Fr[writes.Length], atEnds = new Fr[ends.Count];
            each.Update(indices, leaves, roots);
            grouped.Update(indices, leaves, [.. ends], atEnds);
            Assert.Equal(ends.Select(end => end == 0 ? before : roots[end - 1]), atEnds);
            Assert.Equal(each.Root, grouped.Root);
            for (uint i = 0; i < each.Capacity; i++)
                Assert.Equal(each.Leaf(i), grouped.Leaf(i));
        });

    [Fact]
    public void Groups_that_are_not_all_writes_in_order_are_refused()
    {
        MerkleTree tree = new(2);
        Assert.Throws<ArgumentException>(() => tree.Update([1, 2], [Fr.One, Fr.One], [1], new Fr[1]));
        Assert.Throws<ArgumentException>(() => tree.Update([1, 2], [Fr.One, Fr.One], [1, 3], new Fr[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => tree.Update([1, 2], [Fr.One, Fr.One], [2, 1, 2], new Fr[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => tree.Update([1, 2], [Fr.One, Fr.One], [1, 2], new Fr[1]));
    }

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
