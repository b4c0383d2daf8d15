using System.Numerics;
using Plimsoll.Crypto.Tests.Fields;
using static Plimsoll.Crypto.Tests.Curves.ReferenceMultiplication;

namespace Plimsoll.Crypto.Tests.Curves;

[Trait("Category", "Law")]
public sealed class SecretMultiplicationTests
{
    private static readonly Gen<Fr> s_scalar = Gen.Frequency((1, AnyPoint.OneOf(ScalarMultiplicationTests.EdgeScalars()).Select(ToFr)), (2, AnyField.Fr));

    [Fact]
    public void A_secret_scalar_gives_the_same_multiple()
    {
        Gen.Select(AnyPoint.G1, s_scalar).Sample((p, k) => ScalarMultiplication.MultiplySecret(p, k) == p.Times(k.ToInteger()).ToAffine(), iter: 40);
        Gen.Select(AnyPoint.G2, s_scalar).Sample((p, k) => ScalarMultiplication.MultiplySecret(p, k) == p.Times(k.ToInteger()).ToAffine(), iter: 40);
    }

    [Fact]
    public void Every_edge_scalar_gives_the_right_multiple()
    {
        G1Affine p = (G1Affine.Generator * Fr.FromUInt64(77)).ToAffine();
        G2Affine q = (G2Affine.Generator * Fr.FromUInt64(77)).ToAffine();
        foreach (BigInteger k in ScalarMultiplicationTests.EdgeScalars())
        {
            Fr scalar = ToFr(k);
            Assert.Equal(p.Times(scalar.ToInteger()).ToAffine(), ScalarMultiplication.MultiplySecret(p, scalar));
            Assert.Equal(q.Times(scalar.ToInteger()).ToAffine(), ScalarMultiplication.MultiplySecret(q, scalar));
        }
    }

    [Fact]
    public void Secret_digits_are_the_public_ones() =>
        s_scalar.Sample(k =>
        {
            ulong[] digits = new ulong[4], expected = new ulong[4];
            SecretDigits.Of(k, digits);
            SeedDigits.Of(k, expected);
            return digits.SequenceEqual(expected);
        });

    [Fact]
    public void A_look_up_gives_each_entry()
    {
        G1Projective[] table = new G1Projective[SecretTable.Length];
        SecretTable.Fill(G1Projective.Generator, table);
        for (int i = 0; i < table.Length; i++)
        {
            G1Projective entry = SecretTable.Lookup<Fq, Crypto.Curves.G1>(table, (ulong)i);
            Assert.Equal((table[i].X, table[i].Y, table[i].Z), (entry.X, entry.Y, entry.Z));
            Assert.Equal(G1Affine.Generator.Times(i), entry);
        }
    }

    [Fact]
    public void Multiplication_allocates_nothing()
    {
        G1Affine p = G1Affine.Generator;
        G2Affine q = G2Affine.Generator;
        Fr k = -Fr.FromUInt64(5);
        Multiply();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Multiply();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Multiply()
        {
            _ = ScalarMultiplication.MultiplySecret(p, k);
            _ = ScalarMultiplication.MultiplySecret(q, k);
            _ = ScalarMultiplication.MultiplyInSubgroup(p, k);
            _ = ScalarMultiplication.MultiplyInSubgroup(q, k);
            _ = p * k;
            _ = q * k;
        }
    }
}
