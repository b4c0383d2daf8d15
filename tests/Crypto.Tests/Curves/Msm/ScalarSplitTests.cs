using System.Numerics;
using Plimsoll.Crypto.Tests.Fields;

namespace Plimsoll.Crypto.Tests.Curves;

/// <summary>Parts times eigenvalues make the scalar again, and no part is longer than it says.</summary>
[Trait("Category", "Law")]
public sealed unsafe class ScalarSplitTests
{
    private static readonly Fr s_x = -Fr.FromUInt64(Endomorphism.Seed); // of ψ; φ multiplies by −x²

    [Fact]
    public void Halves_make_the_scalar() => AllMake<G1Halves>([Fr.One, -(s_x * s_x)]);

    [Fact]
    public void Halves_of_the_second_group_make_the_scalar() => AllMake<G2Halves>([Fr.One, -(s_x * s_x)]);

    [Fact]
    public void The_whole_is_the_scalar() => AllMake<WholeScalars>([Fr.One]);

    [Fact]
    public void A_small_scalar_has_one_part()
    {
        ulong* words = stackalloc ulong[IScalarSplit.MaxWords];
        foreach (Fr small in (Fr[])[Fr.Zero, Fr.One, -Fr.One, Fr.FromUInt64(uint.MaxValue), -Fr.FromUInt64(uint.MaxValue)])
        {
            _ = G1Halves.Write(small, words);
            Assert.All(new ReadOnlySpan<ulong>(words + G1Halves.Words, G1Halves.Words).ToArray(), word => Assert.Equal(0UL, word));
        }
    }

    private static void AllMake<TSplit>(Fr[] eigenvalues)
        where TSplit : struct, IScalarSplit
    {
        Assert.Equal(TSplit.Parts, eigenvalues.Length);
        Assert.All(SplitScalars.Edges, scalar => Assert.True(Makes<TSplit>(scalar, eigenvalues)));
        AnyField.Fr.Sample(scalar => Makes<TSplit>(scalar, eigenvalues));
    }

    private static bool Makes<TSplit>(Fr scalar, Fr[] eigenvalues)
        where TSplit : struct, IScalarSplit
    {
        ulong* words = stackalloc ulong[IScalarSplit.MaxWords];
        uint signs = TSplit.Write(scalar, words);
        Fr sum = Fr.Zero, radix = Fr.Double(Fr.FromUInt64(1UL << 63));
        for (int part = 0; part < TSplit.Parts; part++, words += TSplit.Words)
        {
            BigInteger twice = new(new ReadOnlySpan<byte>(words, TSplit.Words * sizeof(ulong)), isUnsigned: true);
            Assert.True(twice.IsEven && twice >> TSplit.Bits == 0);
            Fr value = Fr.Zero;
            for (int i = TSplit.Words - 1; i >= 0; i--)
                value = value * radix + Fr.FromUInt64(words[i]);
            value *= eigenvalues[part];
            sum += (signs >> part & 1) == 0 ? value : -value;
        }

        return sum == Fr.Double(scalar);
    }
}
