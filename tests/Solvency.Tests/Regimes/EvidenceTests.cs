using Plimsoll.Primitives;
using Plimsoll.Solvency.Regimes;

namespace Plimsoll.Solvency.Tests.Regimes;

public sealed class EvidenceTests
{
    private static readonly Gen<string[]> s_facts = Gen.String[Gen.Char.AlphaNumeric, 0, 8].Array[1, 40];

    [Fact]
    public void Each_fact_is_shown_by_its_path_and_by_nothing_else() =>
        Gen.Select(s_facts, Gen.Int[0, 1_000], Gen.Int[0, 1_000]).Sample((facts, pick, other) =>
        {
            int index = pick % facts.Length;
            Bytes32 root = Evidence.Root(facts);
            Bytes32[] path = [.. Evidence.Prove(facts, index)];
            Assert.True(Evidence.Verify(root, facts[index], index, facts.Length, path));
            Assert.False(Evidence.Verify(root, facts[index] + "x", index, facts.Length, path));
            Assert.False(Evidence.Verify(root, facts[index], index, facts.Length, [.. path, root]));
            Assert.False(Evidence.Verify(root, facts[index], -1, facts.Length, path));
            Assert.False(Evidence.Verify(root, facts[index], facts.Length, facts.Length, path));
            if (path.Length > 0)
            {
                Assert.False(Evidence.Verify(root, facts[index], index, facts.Length, path[1..]));
                path[other % path.Length] = root;
                Assert.False(Evidence.Verify(root, facts[index], index, facts.Length, path));
            }
        });

    [Fact]
    public void The_order_and_the_number_of_facts_count()
    {
        Assert.NotEqual(Evidence.Root(["a", "b"]), Evidence.Root(["b", "a"]));
        Assert.NotEqual(Evidence.Root(["a"]), Evidence.Root(["a", "a"]));
    }

    [Fact]
    public void Roots_are_those_of_certificate_transparency() // RFC 6962, 2.1.3: the empty tree, and one empty leaf
    {
        Assert.Equal(Bytes32.Parse("0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"), Evidence.Root([]));
        Assert.Equal(Bytes32.Parse("0x6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"), Evidence.Root([""]));
    }
}
