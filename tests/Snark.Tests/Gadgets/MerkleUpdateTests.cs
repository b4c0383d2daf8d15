using Plimsoll.Crypto.Hashing;
using Plimsoll.Snark.Gadgets;

namespace Plimsoll.Snark.Tests.Gadgets;

public sealed class MerkleUpdateTests
{
    private const int Depth = 3;

    private static readonly Gen<(int Index, Fr Old, Fr New, Fr[] Siblings)> s_case =
        Gen.Select(Gen.Int[0, 63], AnyElement.Fr, AnyElement.Fr, AnyElement.Fr.Array[3 * Depth]);

    // Inputs: index bits, old leaf, new leaf.
    private static Func<CircuitBuilder, Signal[], Signal[]> Gadget(Fr[] siblings) => (b, x) =>
    {
        (Signal old, Signal updated) = b.UpdateRoots(x.AsSpan(0, 2 * Depth), x[2 * Depth], x[2 * Depth + 1], siblings);
        return [old, updated, b.RootOf(x.AsSpan(0, 2 * Depth), x[2 * Depth], siblings)];
    };

    [Fact]
    public void A_level_costs_267_constraints_to_read_and_535_to_change()
    {
        Assert.Equal(267 * Depth, GadgetCircuit.Cost(2 * Depth + 1, (b, x) => [b.RootOf(x.AsSpan(0, 2 * Depth), x[2 * Depth], new Fr[3 * Depth])]));
        Assert.Equal((267 + 535) * Depth, GadgetCircuit.Cost(2 * Depth + 2, Gadget(new Fr[3 * Depth])));
    }

    [Fact]
    public void Roots_are_those_of_the_tree() =>
        s_case.Sample(
            t =>
            {
                Fr[] roots = GadgetCircuit.Run(Gadget(t.Siblings), Inputs(t.Index, t.Old, t.New))!;
                Assert.Equal([Root(t.Index, t.Old, t.Siblings), Root(t.Index, t.New, t.Siblings), Root(t.Index, t.Old, t.Siblings)], roots);
            },
            iter: 30);

    [Fact]
    public void Only_the_hints_for_siblings_are_free_and_they_change_the_old_root()
    {
        // The three children beside the path at each level are whatever the prover says; equality with a known root binds them.
        Fr[] siblings = [.. Enumerable.Range(1, 3 * Depth).Select(i => Fr.FromUInt64((ulong)i))];
        for (int index = 0; index < 64; index += 7)
        {
            Fr root = Root(index, Fr.FromUInt64(100), siblings);
            GadgetCircuit.AssertNoHintIsFree(
                (b, x) =>
                {
                    (Signal old, Signal updated) = b.UpdateRoots(x.AsSpan(0, 2 * Depth), x[2 * Depth], x[2 * Depth + 1], siblings);
                    b.AssertEqual(old, root);
                    return [updated];
                },
                Inputs(index, Fr.FromUInt64(100), Fr.FromUInt64(200)), every: 11);
        }
    }

    [Fact]
    public void Siblings_that_do_not_fit_the_depth_are_refused() =>
        Assert.Throws<ArgumentException>(() => GadgetCircuit.Cost(2 * Depth + 2, Gadget(new Fr[3 * Depth - 1])));

    private static Fr[] Inputs(int index, Fr old, Fr updated) => [.. Enumerable.Range(0, 2 * Depth).Select(i => Fr.FromUInt64((ulong)(index >> i) & 1)), old, updated];

    private static Fr Root(int index, Fr leaf, Fr[] siblings)
    {
        Fr node = leaf;
        for (int level = 1; level <= Depth; level++, index /= 4)
        {
            List<Fr> children = [.. siblings[(3 * (level - 1))..(3 * level)]];
            children.Insert(index % 4, node);
            node = Poseidon2.Compress(HashDomain.Node(level), children[0], children[1], children[2], children[3]);
        }

        return node;
    }
}
