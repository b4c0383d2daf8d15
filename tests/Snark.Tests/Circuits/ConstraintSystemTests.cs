namespace Plimsoll.Snark.Tests.Circuits;

public sealed class ConstraintSystemTests
{
    private static readonly ConstraintSystem s_cubic = ConstraintSystem.Compile(new CubicCircuit(default, default));

    [Fact]
    public void A_circuit_compiles_without_values()
    {
        Assert.Equal(3, s_cubic.ConstraintCount);
        Assert.Equal(1, s_cubic.PublicCount);
        Assert.Equal(5, s_cubic.WireCount); // one, y, x, x², x³
    }

    [Fact]
    public void An_assignment_is_the_circuit_filled_with_values()
    {
        Assert.True(s_cubic.TrySolve(new CubicCircuit(Fr.FromUInt64(3), Fr.FromUInt64(35)), out Witness? witness, out _));
        Assert.Equal([Fr.FromUInt64(35)], witness.PublicInputs.ToArray());
        Assert.Equal(-1, s_cubic.FindViolation(witness));
    }

    [Fact]
    public void A_false_statement_has_no_witness_and_says_where()
    {
        Assert.False(s_cubic.TrySolve(new CubicCircuit(Fr.FromUInt64(3), Fr.FromUInt64(36)), out Witness? witness, out string? violation));
        Assert.Null(witness);
        Assert.Equal("#2", violation);
    }

    [Fact]
    public void A_wire_changed_afterwards_is_found()
    {
        Assert.True(s_cubic.TrySolve(new CubicCircuit(Fr.FromUInt64(3), Fr.FromUInt64(35)), out Witness? witness, out _));
        for (int wire = 1; wire < s_cubic.WireCount; wire++)
        {
            Fr[] values = witness.Values.ToArray();
            values[wire] += Fr.One;
            Assert.InRange(s_cubic.FindViolation(new Witness(values, 1)), 0, 2);
        }
    }

    [Fact]
    public void A_witness_of_another_shape_is_refused() =>
        Assert.Throws<ArgumentException>(() => s_cubic.FindViolation(new Witness([Fr.One, Fr.One], 1)));

    [Fact]
    public void A_constraint_is_called_after_the_scopes_it_stands_in()
    {
        ConstraintSystem system = ConstraintSystem.Compile(new Written(builder =>
        {
            Signal x = builder.Secret(Fr.One);
            builder.AssertBoolean(x);
            using (builder.Scope("transfer", 3))
            {
                using (builder.Scope("signature"))
                {
                    builder.AssertBoolean(x);
                    builder.AssertBoolean(x);
                }

                builder.AssertBoolean(x);
            }
        }));
        Assert.Equal(["#0", "transfer 3/signature#0", "transfer 3/signature#1", "transfer 3#0"], Enumerable.Range(0, 4).Select(system.NameOf));
    }

    [Fact]
    public void A_wire_that_nothing_constrains_is_refused()
    {
        Assert.Throws<InvalidOperationException>(() => ConstraintSystem.Compile(new Written(builder =>
        {
            Signal x = builder.Secret(Fr.One);
            builder.Hint(Fr.One);
            builder.AssertBoolean(x);
        })));
        Assert.Throws<InvalidOperationException>(() => ConstraintSystem.Compile(new Written(builder => builder.Public(Fr.One))));
    }

    [Fact]
    public void Public_inputs_come_first() =>
        Assert.Throws<InvalidOperationException>(() => ConstraintSystem.Compile(new Written(builder =>
        {
            builder.AssertBoolean(builder.Secret(Fr.One));
            builder.AssertBoolean(builder.Public(Fr.One));
        })));

    [Fact]
    public void An_assignment_of_another_shape_is_refused() =>
        Assert.Throws<ArgumentException>(() => s_cubic.TrySolve(new Written(builder => builder.AssertBoolean(builder.Public(Fr.One))), out _, out _));

    [Fact]
    public void Compiling_and_solving_agree_when_signals_cancel()
    {
        // x − x is zero, but not a constant: a product with it costs a constraint in both.
        Written circuit = new(builder =>
        {
            Signal x = builder.Secret(Fr.FromUInt64(7));
            builder.AssertEqual(builder.Multiply(x - x, x + 1), 0);
            builder.AssertEqual(builder.Multiply(Fr.Zero * x, x), x - x);
        });
        Assert.True(ConstraintSystem.Compile(circuit).TrySolve(circuit, out _, out _));
    }

    [Fact]
    public void Weighted_sums_are_sums_of_multiples() =>
        AnyElement.Fr.Array[6].Sample(
            x =>
            {
                Written circuit = new(builder =>
                {
                    Signal a = builder.Secret(x[0]), b = builder.Secret(x[1]), c = builder.Secret(x[2]);
                    Signal sum = Signal.WeightedSum([a, b, 7, a + c, c - b], [x[3], x[4], x[5], x[4], x[3]]);
                    Signal chain = x[3] * a + x[4] * b + x[5] * Fr.FromUInt64(7) + x[4] * (a + c) + x[3] * (c - b);
                    builder.AssertEqual(sum, chain);
                    builder.AssertEqual(Signal.Sum([a, b, c, -a]) - b, builder.MultiplyAdd(c, 1, 0));
                    builder.AssertProduct(a + b + c, 1, a + b + c);
                });
                ConstraintSystem system = ConstraintSystem.Compile(circuit);
                Assert.Equal(0, system.A.WiresOf(0).Length); // the difference has no terms left
                return system.TrySolve(circuit, out Witness? witness, out _) && system.FindViolation(witness) < 0;
            },
            iter: 50);

    private sealed class Written(Action<CircuitBuilder> definition) : ICircuit
    {
        public void Define(CircuitBuilder builder) => definition(builder);
    }
}
