using Plimsoll.Snark.Groth16;
using Plimsoll.Snark.Iden3;

namespace Plimsoll.Snark.Tests.Iden3;

/// <summary>Powers of a τ that the tests know.</summary>
public sealed class PowersOfTauTests
{
    private const int Log2Size = 3, Size = 1 << Log2Size;

    private static readonly Fr s_tau = Fr.FromUInt64(123456789), s_alpha = Fr.FromUInt64(5), s_beta = Fr.FromUInt64(7);

    [Fact]
    public void Prepared_powers_are_the_lagrange_polynomials_at_tau()
    {
        PowersOfTau.LagrangeSections lagrange = Known().Prepare().Lagrange!;
        for (int log = 0, offset = 0; log <= Log2Size + 1; offset += 1 << log++)
        {
            Fr[] values = new Fr[1 << log];
            KeyDomain.Of(log).LagrangeAt(s_tau, values);
            // The domain of 2n elements has one power less than it takes: L without its highest coefficient, w^i/2n.
            Fr missing = log > Log2Size ? FieldAlgorithms.Pow(s_tau, [2 * Size - 1]) * KeyDomain.Of(log).SizeInverse : Fr.Zero;
            for (int i = 0; i < values.Length; i++)
            {
                Fr expected = values[i] - missing * KeyDomain.Of(log).ElementAt(i);
                Assert.Equal((G1Projective.Generator * expected).ToAffine(), lagrange.TauG1[offset + i]);
                if (log > Log2Size)
                    continue;
                Assert.Equal((G2Projective.Generator * values[i]).ToAffine(), lagrange.TauG2[offset + i]);
                Assert.Equal((G1Projective.Generator * (s_alpha * values[i])).ToAffine(), lagrange.AlphaTauG1[offset + i]);
                Assert.Equal((G1Projective.Generator * (s_beta * values[i])).ToAffine(), lagrange.BetaTauG1[offset + i]);
            }
        }
    }

    [Fact]
    public void Powers_survive_their_file_prepared_or_not()
    {
        foreach (PowersOfTau powers in (PowersOfTau[])[Known(), Known().Prepare()])
        {
            byte[] file = Written(powers);
            PowersOfTau read = PtauFile.Read(file);
            Assert.Equal(powers.IsPrepared, read.IsPrepared);
            Assert.Equal(file, Written(read));
            for (int length = 0; length < file.Length; length += 211)
                Assert.Throws<Iden3Exception>(() => PtauFile.Read(file.AsSpan(0, length)));
        }
    }

    [Fact]
    public void A_point_outside_the_subgroup_is_refused()
    {
        PowersOfTau known = Known();
        known.AlphaTauG1[3] = (new G1Projective(known.AlphaTauG1[3]) + new G1Affine(Fq.Zero, Fq.FromUInt64(2))).ToAffine(); // of order 3
        Assert.Throws<Iden3Exception>(() => PtauFile.Read(Written(known)));
    }

    private static byte[] Written(PowersOfTau powers)
    {
        using MemoryStream stream = new();
        PtauFile.Write(powers, stream);
        return stream.ToArray();
    }

    private static PowersOfTau Known()
    {
        Fr[] powers = new Fr[2 * Size - 1];
        powers[0] = Fr.One;
        for (int i = 1; i < powers.Length; i++)
            powers[i] = powers[i - 1] * s_tau;
        return new(Log2Size, Log2Size)
        {
            TauG1 = [.. powers.Select(power => (G1Projective.Generator * power).ToAffine())],
            TauG2 = [.. powers[..Size].Select(power => (G2Projective.Generator * power).ToAffine())],
            AlphaTauG1 = [.. powers[..Size].Select(power => (G1Projective.Generator * (s_alpha * power)).ToAffine())],
            BetaTauG1 = [.. powers[..Size].Select(power => (G1Projective.Generator * (s_beta * power)).ToAffine())],
            BetaG2 = (G2Projective.Generator * s_beta).ToAffine(),
            Contributions = [0, 0, 0, 0],
        };
    }
}
