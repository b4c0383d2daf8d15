using Plimsoll.Crypto.Curves;
using Plimsoll.Snark.Gadgets;

namespace Plimsoll.Snark.Tests.Gadgets;

public sealed class JubjubTests
{
    private static readonly Gen<JubjubAffine> s_point = Gen.Frequency(
        (1, Gen.Const(JubjubAffine.Identity)),
        (1, Gen.Const(new JubjubAffine(Fr.Zero, -Fr.One))), // of order two
        (6, Gen.Select(Gen.ULong, Gen.Bool, (k, low) =>
        {
            JubjubAffine p = JubjubAffine.Generator * JubjubScalar.FromUInt128(k);
            return low ? (new JubjubPoint(p) + new JubjubPoint(new JubjubAffine(Fr.Zero, -Fr.One))).ToAffine() : p;
        })));

    [Fact]
    public void Costs_are_what_the_documentation_says()
    {
        Assert.Equal(3, GadgetCircuit.Cost(2, (b, x) => { b.AssertOnCurve(new(x[0], x[1])); return []; }));
        Assert.Equal(6, GadgetCircuit.Cost(4, (b, x) => Coordinates(b.Add(new(x[0], x[1]), new(x[2], x[3])))));
        Assert.Equal(5, GadgetCircuit.Cost(2, (b, x) => Coordinates(b.Double(new(x[0], x[1])))));
        Assert.Equal(750, GadgetCircuit.Cost(252, (b, x) => Coordinates(b.MultiplyGenerator(x))));
        Assert.Equal(1281, GadgetCircuit.Cost(130, (b, x) => Coordinates(b.Multiply(new(x[0], x[1]), x.AsSpan(2)))));
    }

    [Fact]
    public void Sums_are_those_of_the_curve_for_all_points() =>
        Gen.Select(s_point, s_point, Gen.Int[0, 2]).Sample(
            (p, other, relation) =>
            {
                JubjubAffine q = relation switch { 0 => p, 1 => -p, _ => other };
                Assert.Equal((new JubjubPoint(p) + new JubjubPoint(q)).ToAffine(), Point(GadgetCircuit.Run((b, x) => Coordinates(b.Add(new(x[0], x[1]), new(x[2], x[3]))), p.X, p.Y, q.X, q.Y)));
                Assert.Equal((new JubjubPoint(p) + new JubjubPoint(p)).ToAffine(), Point(GadgetCircuit.Run((b, x) => Coordinates(b.Double(new(x[0], x[1]))), p.X, p.Y)));
                Assert.NotNull(GadgetCircuit.Run((b, x) => { b.AssertOnCurve(new(x[0], x[1])); return []; }, p.X, p.Y));
                Assert.Null(GadgetCircuit.Run((b, x) => { b.AssertOnCurve(new(x[0], x[1])); return []; }, p.X, p.Y + Fr.One + Fr.One + Fr.One));
            },
            iter: 30);

    [Fact]
    public void Multiples_are_those_of_the_curve() =>
        Gen.Select(s_point, Gen.ULong, Gen.ULong, Gen.Int[0, 3]).Sample(
            (p, low, high, edge) =>
            {
                UInt128 k = edge switch { 0 => 0, 1 => UInt128.MaxValue, _ => new(high, low) };
                Fr[] bits = [.. Enumerable.Range(0, 128).Select(i => Fr.FromUInt64((ulong)(k >> i) & 1))];
                JubjubAffine expected = (new JubjubPoint(p) * JubjubScalar.FromUInt128(k)).ToAffine();
                Assert.Equal(expected, Point(GadgetCircuit.Run((b, x) => Coordinates(b.Multiply(new(x[0], x[1]), x.AsSpan(2))), [p.X, p.Y, .. bits])));
                JubjubAffine multiple = (JubjubPoint.Generator * JubjubScalar.FromUInt128(k)).ToAffine();
                Assert.Equal(multiple, Point(GadgetCircuit.Run((b, x) => Coordinates(b.MultiplyGenerator(x)), [.. bits, Fr.Zero])));
            },
            iter: 12);

    [Fact]
    public void The_largest_scalar_gives_the_inverse_of_the_generator()
    {
        Span<ulong> limbs = stackalloc ulong[4];
        (-JubjubScalar.One).WriteLimbs(limbs);
        Fr[] bits = new Fr[252];
        for (int i = 0; i < bits.Length; i++)
            bits[i] = Fr.FromUInt64((limbs[i / 64] >> (i % 64)) & 1);
        Assert.Equal(-JubjubAffine.Generator, Point(GadgetCircuit.Run((b, x) => Coordinates(b.MultiplyGenerator(x)), bits)));
    }

    [Fact]
    public void No_hint_is_free()
    {
        JubjubAffine p = JubjubAffine.Generator * JubjubScalar.FromUInt128(12345), q = JubjubAffine.Generator;
        GadgetCircuit.AssertNoHintIsFree((b, x) => [.. Coordinates(b.Add(new(x[0], x[1]), new(x[2], x[3]))), .. Coordinates(b.Double(new(x[0], x[1])))], [p.X, p.Y, q.X, q.Y]);
        Fr[] bits = [Fr.One, Fr.Zero, Fr.Zero, Fr.One, Fr.One, Fr.One];
        GadgetCircuit.AssertNoHintIsFree((b, x) => [.. Coordinates(b.Multiply(new(x[0], x[1]), x.AsSpan(2))), .. Coordinates(b.MultiplyGenerator(x.AsSpan(2)))], [p.X, p.Y, .. bits]);
    }

    private static Signal[] Coordinates(JubjubSignal point) => [point.X, point.Y];

    private static JubjubAffine Point(Fr[]? coordinates) => new(coordinates![0], coordinates[1]);
}
