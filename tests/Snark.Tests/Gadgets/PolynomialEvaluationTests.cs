using Plimsoll.Crypto.Polynomials;
using Plimsoll.Snark.Gadgets;

namespace Plimsoll.Snark.Tests.Gadgets;

public sealed class PolynomialEvaluationTests
{
    [Fact]
    public void A_blob_costs_a_constraint_an_element_and_fourteen_more() =>
        Assert.Equal(4110, GadgetCircuit.Cost(4097, (b, x) => [b.EvaluateBitReversed(x.AsSpan(1), x[0], 12)]));

    [Fact]
    public void The_value_is_that_of_the_domain_whether_it_is_full_or_not() =>
        Gen.Select(AnyElement.Fr, AnyElement.Fr.Array[1, 16]).Where((z, _) => !EvaluationDomain.Of(4).VanishingAt(z).IsZero).Sample(
            (z, values) =>
            {
                Fr[] full = new Fr[16];
                values.CopyTo(full, 0);
                Assert.Equal(EvaluationDomain.Of(4).EvaluateBitReversed(full, z), GadgetCircuit.Run((b, x) => [b.EvaluateBitReversed(x.AsSpan(1), x[0], 4)], [z, .. values])![0]);
            },
            iter: 50);

    [Fact]
    public void A_point_of_the_domain_has_no_witness()
    {
        // There the quotient would be free: 0/0.
        for (int i = 0; i < 16; i++)
            Assert.Null(GadgetCircuit.Run((b, x) => [b.EvaluateBitReversed(x.AsSpan(1), x[0], 4)], [EvaluationDomain.Of(4).ElementAt(i), .. new Fr[16]]));
    }

    [Fact]
    public void Every_value_matters_and_no_hint_is_free()
    {
        Fr[] inputs = [.. Enumerable.Range(3, 17).Select(i => Fr.FromUInt64((ulong)i))];
        Func<CircuitBuilder, Signal[], Signal[]> gadget = (b, x) => [b.EvaluateBitReversed(x.AsSpan(1), x[0], 4)];
        Fr value = GadgetCircuit.Run(gadget, inputs)![0];
        for (int i = 0; i < inputs.Length; i++)
        {
            Fr[] changed = [.. inputs];
            changed[i] += Fr.One;
            Assert.NotEqual(value, GadgetCircuit.Run(gadget, changed)![0]);
        }

        GadgetCircuit.AssertNoHintIsFree(gadget, inputs);
    }
}
