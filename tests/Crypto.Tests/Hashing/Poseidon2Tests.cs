using Plimsoll.Crypto.Hashing;
using Plimsoll.Crypto.Tests.Fields;

namespace Plimsoll.Crypto.Tests.Hashing;

[Trait("Category", "Law")]
public sealed class Poseidon2Tests
{
    private static readonly Gen<Fr[]> s_message = AnyField.Fr.Array[0, 10];

    // The answers of docs/spec/hashing.md, computed by an independent implementation with the full matrices.
    [Theory]
    [InlineData("account leaf", "0x542d01852c1321fde9ed787fdb304415f8ecbce6cf26258a60bafaaa6a3b999e")]
    [InlineData("node of level 1", "0x5669cc132348e3e2fe2e006d29645f5c3546b50b29203c008c23cf9f9a48bd9d")]
    [InlineData("node of level 12", "0x67f26934e7b15cf82cb6cb72315b4de4ea2a951292f93edaddff67913bae6b4c")]
    public void Four_to_one_compressions_have_known_answers(string domain, string answer) =>
        Assert.Equal(answer, Poseidon2.Compress(Domain(domain), Fr.Zero, Fr.One, Fr.FromUInt64(2), Fr.FromUInt64(3)).ToString());

    [Fact]
    public void Compressions_of_the_greatest_elements_have_known_answers()
    {
        Fr top = -Fr.One;
        Assert.Equal("0x2cb54c135d3b8965c6512c3ed6fe15585e1b6ada9f6d59240575ca6309b0a02a", Poseidon2.Compress(HashDomain.StateRoot, top, top, top, top).ToString());
        Assert.Equal("0x524f9d660cbdef6a46fdcc501046c5ce6c1e44d67461d667866b2bcf74b5d5da", Poseidon2.Compress(HashDomain.QueueKey, top, top).ToString());
        Assert.Equal("0x3717eced865db5b7210ccd2be45421b3c755bca71cf3d5c528a411a4a268e53b", Poseidon2.Compress(HashDomain.QueueKey, Fr.Zero, Fr.One).ToString());
    }

    [Theory]
    [InlineData(0, "0x5fcda267f4c1f1e7e2d0ebbbd871c8d1ab45f240cf763a2e0d2bb24ffb061455")]
    [InlineData(1, "0x71a4fea11ab4ff4a00d0b0d1efa302daac8d6d9cacb4e00867126e276d791243")]
    [InlineData(2, "0x213414319603d2fb96294949b863d76f6fdbb614e1b5735d5ec3781967164b72")]
    [InlineData(3, "0x0d6cad71a3631f2cb1ed51f21fd71417ac555bde12a8d548bf3ac750c0df1b32")]
    [InlineData(4, "0x0f95dacb218eb8dca7f8c86f8b2f2ca89e61f0df52ff44827b1e2b0e5e4245c5")]
    [InlineData(7, "0x3ec49c15dbabbe6453d6452dd149d34d6df55834fa12c9d3a426dfea99420837")]
    public void Sponges_over_1_2_3_have_known_answers(int count, string answer) =>
        Assert.Equal(answer, Poseidon2.Sponge(HashDomain.Message, [.. Enumerable.Range(1, count).Select(i => Fr.FromUInt64((ulong)i))]).ToString());

    [Fact]
    public void A_message_and_the_same_with_zeros_behind_it_hash_differently() =>
        s_message.Sample(message =>
        {
            Fr hash = Poseidon2.Sponge(HashDomain.Message, message);
            return hash != Poseidon2.Sponge(HashDomain.Message, [.. message, Fr.Zero])
                && hash != Poseidon2.Sponge(HashDomain.Message, [.. message, Fr.Zero, Fr.Zero])
                && hash != Poseidon2.Sponge(HashDomain.Message, [.. message, Fr.Zero, Fr.Zero, Fr.Zero]);
        });

    [Fact]
    public void A_message_with_one_element_changed_moved_or_missing_hashes_differently() =>
        Gen.Select(AnyField.Fr.Array[2, 10], Gen.Int[0, 1000]).Sample((message, where) =>
        {
            where %= message.Length - 1;
            Fr hash = Poseidon2.Sponge(HashDomain.Message, message);
            Fr[] changed = [.. message], moved = [.. message], missing = [.. message[..where], .. message[(where + 1)..]];
            changed[where] += Fr.One;
            (moved[where], moved[where + 1]) = (moved[where + 1], moved[where]);
            return hash != Poseidon2.Sponge(HashDomain.Message, changed)
                && hash != Poseidon2.Sponge(HashDomain.Message, missing)
                && (moved[where] == message[where] || hash != Poseidon2.Sponge(HashDomain.Message, moved));
        });

    [Fact]
    public void The_same_elements_hash_differently_in_every_domain()
    {
        Fr a = Fr.One, b = Fr.FromUInt64(2), c = Fr.FromUInt64(3), d = Fr.FromUInt64(4);
        HashDomain[] domains = [.. AllDomains()];
        Fr[] hashes = [.. domains.Select(domain => domain.Arity switch
        {
            0 => Poseidon2.Sponge(domain, a, b, c, d),
            2 => Poseidon2.Compress(domain, a, b),
            _ => Poseidon2.Compress(domain, a, b, c, d),
        })];
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
        Assert.Equal(domains.Length, domains.Select(domain => domain.Id).Distinct().Count());
        Assert.All(domains, domain => Assert.NotEqual(0, domain.Id));
    }

    [Fact]
    public void A_compression_depends_on_the_order_of_its_inputs() =>
        Gen.Select(AnyField.Fr, AnyField.Fr, AnyField.Fr, AnyField.Fr).Sample((a, b, c, d) =>
            a == b || (Poseidon2.Compress(HashDomain.AccountLeaf, a, b, c, d) != Poseidon2.Compress(HashDomain.AccountLeaf, b, a, c, d)
                && Poseidon2.Compress(HashDomain.QueueKey, a, b) != Poseidon2.Compress(HashDomain.QueueKey, b, a)));

    [Fact]
    public void A_domain_is_hashed_in_its_own_mode_only()
    {
        Fr x = Fr.One;
        Assert.Throws<ArgumentException>(() => Poseidon2.Compress(HashDomain.Message, x, x, x, x));
        Assert.Throws<ArgumentException>(() => Poseidon2.Compress(HashDomain.AccountLeaf, x, x));
        Assert.Throws<ArgumentException>(() => Poseidon2.Sponge(HashDomain.AccountLeaf, x, x, x, x));
        Assert.Throws<ArgumentNullException>(() => Poseidon2.Sponge(null!, x));
    }

    [Fact]
    public void Only_the_levels_of_the_registry_exist()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => HashDomain.Node(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => HashDomain.Node(HashDomain.MaxLevel + 1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void Other_widths_are_refused(int width) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Poseidon2.Permute(new Fr[width]));

    [Fact]
    public void Hashing_allocates_nothing()
    {
        Fr[] message = [Fr.One, Fr.One, Fr.Zero, Fr.One];
        Fr sum = HashAll(message);
        long before = GC.GetAllocatedBytesForCurrentThread();
        sum += HashAll(message);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.False(sum.IsZero);

        static Fr HashAll(Fr[] m) =>
            Poseidon2.Sponge(HashDomain.Message, m) + Poseidon2.Compress(HashDomain.AccountLeaf, m[0], m[1], m[2], m[3]) + Poseidon2.Compress(HashDomain.QueueKey, m[0], m[1]);
    }

    private static HashDomain Domain(string name) => AllDomains().Single(domain => domain.Name == name);

    private static IEnumerable<HashDomain> AllDomains() =>
    [
        HashDomain.AccountLeaf, HashDomain.StateRoot, HashDomain.Message, HashDomain.Challenge, HashDomain.QueueLink,
        HashDomain.BatchData, HashDomain.QueueKey, .. Enumerable.Range(1, HashDomain.MaxLevel).Select(HashDomain.Node),
    ];
}
