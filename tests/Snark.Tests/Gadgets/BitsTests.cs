using Plimsoll.Primitives;
using Plimsoll.Snark.Gadgets;

namespace Plimsoll.Snark.Tests.Gadgets;

public sealed class BitsTests
{
    private static readonly UInt256 s_modulus = UInt256.FromBytes((-Fr.One).ToBytes()) + UInt256.One;

    [Theory]
    [InlineData(1, 2)]
    [InlineData(64, 65)]
    [InlineData(254, 255)]
    public void A_range_costs_a_constraint_a_bit_and_one_more(int width, int expected) =>
        Assert.Equal(expected, GadgetCircuit.Cost(1, (b, x) => b.ToBits(x[0], width)));

    [Fact]
    public void Canonical_bits_cost_324_constraints() => Assert.Equal(324, GadgetCircuit.Cost(1, (b, x) => b.ToCanonicalBits(x[0])));

    [Fact]
    public void Comparisons_cost_their_width_and_one_or_two_more()
    {
        Assert.Equal(65, GadgetCircuit.Cost(2, (b, x) => { b.AssertAtMost(x[0], x[1], 64); return []; }));
        Assert.Equal(66, GadgetCircuit.Cost(2, (b, x) => [b.IsAtMost(x[0], x[1], 64)]));
    }

    [Fact]
    public void Canonical_bits_are_those_of_the_value() =>
        AnyElement.Fr.Sample(x => GadgetCircuit.Run((b, s) => b.ToCanonicalBits(s[0]), x)!.SequenceEqual(BitsOf(UInt256.FromBytes(x.ToBytes()), 255)), iter: 100);

    [Fact]
    public void The_second_decomposition_of_a_small_element_is_refused() =>
        Gen.Select(Gen.ULong, Gen.Bool).Sample(
            (low, small) =>
            {
                // x + r < 2^255 for x below 0.104·2^255
                UInt256 x = small ? low % 4 : (UInt256)low << 187;
                Fr[] alias = BitsOf(x + s_modulus, 255);
                GadgetCircuit circuit = new([Fr.FromBytes(BytesOf(x))], (b, s) => b.ToCanonicalBits(s[0]));
                ConstraintSystem system = ConstraintSystem.Compile(circuit);
                // Two ways to let the prefix follow: the bits alone are replaced, everything after them is computed.
                Assert.Null(GadgetCircuit.Run(system, circuit, (hint, value) => hint < 255 ? alias[hint] : value, out _));
            },
            iter: 20);

    [Fact]
    public void A_number_is_at_most_a_bound_or_has_no_witness() =>
        Gen.Select(Gen.ULong, Gen.ULong, Gen.Int[1, 64], Gen.Int[-2, 2]).Sample(
            (any, boundBits, width, near) =>
            {
                ulong mask = width == 64 ? ulong.MaxValue : (1UL << width) - 1, bound = Math.Max(boundBits & mask, 1);
                foreach (ulong x in (ulong[])[any & mask, unchecked(bound + (ulong)near)])
                    Assert.Equal(x <= bound, GadgetCircuit.Run((b, s) => b.ToBitsAtMost(s[0], bound), Fr.FromUInt64(x)) is not null);
            },
            iter: 200);

    [Theory]
    [InlineData(1)]
    [InlineData(128)]
    [InlineData(254)]
    public void One_more_than_the_width_allows_has_no_witness(int width)
    {
        Fr limit = FieldAlgorithms.Pow(Fr.FromUInt64(2), [(ulong)width]);
        Assert.NotNull(GadgetCircuit.Run((b, s) => b.ToBits(s[0], width), limit - Fr.One));
        Assert.Null(GadgetCircuit.Run((b, s) => b.ToBits(s[0], width), limit));
        Assert.Null(GadgetCircuit.Run((b, s) => b.ToBits(s[0], width), -Fr.One));
    }

    [Fact]
    public void Comparison_decides_as_the_order_does() =>
        Gen.Select(AnyElement.Below(128), AnyElement.Below(128), Gen.Bool).Sample(
            (x, y, same) =>
            {
                Fr other = same ? x : y;
                bool atMost = UInt256.FromBytes(x.ToBytes()) <= UInt256.FromBytes(other.ToBytes());
                Assert.Equal(atMost ? Fr.One : Fr.Zero, GadgetCircuit.Run((b, s) => [b.IsAtMost(s[0], s[1], 128)], x, other)![0]);
                Assert.Equal(atMost, GadgetCircuit.Run((b, s) => { b.AssertAtMost(s[0], s[1], 128); return []; }, x, other) is not null);
            },
            iter: 50);

    [Fact]
    public void No_hint_is_free()
    {
        foreach (Fr x in (Fr[])[Fr.Zero, Fr.One, -Fr.One, Fr.FromHex("73eda753299d7d483339d80809a1d80553bda402fffe5bfefffffffeffffffff"), Fr.FromUInt64(0x123456789)])
            GadgetCircuit.AssertNoHintIsFree((b, s) => b.ToCanonicalBits(s[0]), [x]);
        GadgetCircuit.AssertNoHintIsFree((b, s) => [b.IsAtMost(s[0], s[1], 20)], [Fr.FromUInt64(7), Fr.FromUInt64(6)]);
        GadgetCircuit.AssertNoHintIsFree((b, s) => [b.IsZero(s[0]), b.IsZero(s[1]), b.Divide(s[0], s[1]), b.Invert(s[1])], [Fr.Zero, Fr.FromUInt64(6)]);
    }

    private static byte[] BytesOf(UInt256 value)
    {
        byte[] bytes = new byte[32];
        value.WriteBytes(bytes);
        return bytes;
    }

    private static Fr[] BitsOf(UInt256 value, int count) =>
        [.. Enumerable.Range(0, count).Select(i => (value >> i) % 2 == UInt256.One ? Fr.One : Fr.Zero)];
}
