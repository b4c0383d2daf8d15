using Plimsoll.Crypto.Curves.Lanes;
using Plimsoll.Crypto.Tests.Fields;

namespace Plimsoll.Crypto.Tests.Curves.Lanes;

/// <summary>Multiples in lanes beside the scalar path.</summary>
[Trait("Category", "Law")]
public sealed unsafe class LaneMultiplesTests
{
    // Where digits are few, and where sums meet their own table: small ones, and those around the seed and the order.
    private static readonly Fr[] s_special =
    [
        .. Enumerable.Range(0, 34).SelectMany(i => (Fr[])[Fr.FromUInt64((ulong)i), -Fr.FromUInt64((ulong)i)]),
        .. Enumerable.Range(0, 5).SelectMany(i => (Fr[])[Seed(1) + Fr.FromUInt64((ulong)i), Seed(2) - Fr.FromUInt64((ulong)i), -Seed(2) + Fr.FromUInt64((ulong)i), -Seed(3)]),
    ];

    // Outside of the samples, where skipping is understood.
    public LaneMultiplesTests() => Assert.SkipUnless(FqLanes.IsSupported, "This machine has neither AVX-512 nor AVX2.");

    [Fact]
    public void Special_factors_of_eight_points_are_right()
    {
        G1Affine[] first = [.. Enumerable.Range(0, 8).Select(i => (G1Affine.Generator * Fr.FromUInt64((ulong)i)).ToAffine())];
        G2Affine[] second = [.. Enumerable.Range(0, 8).Select(i => (G2Affine.Generator * Fr.FromUInt64((ulong)i)).ToAffine())];
        for (int i = 0; i < s_special.Length; i++)
        {
            Fr[] shared = [.. Enumerable.Repeat(s_special[i], 8)], own = [.. Enumerable.Range(0, 8).Select(lane => s_special[(i + 5 * lane) % s_special.Length])];
            Agree<Fq, G1, FqLaneField, G1LaneCurve>(first, shared);
            Agree<Fq, G1, FqLaneField, G1LaneCurve>(first, own);
            Agree<Fq2, G2, Fq2LaneField, G2LaneCurve>(second, shared);
            Agree<Fq2, G2, Fq2LaneField, G2LaneCurve>(second, own);
        }
    }

    [Fact]
    public void Any_factors_of_many_points_are_right()
    {
        const int Groups = LaneInversion<Fq, FqLaneField>.Capacity;
        Gen.Select(AnyField.Fr.Array[8 * Groups], AnyField.Fr, Gen.Int[1, Groups]).Sample(
            (logarithms, shared, count) =>
            {
                G1Affine[] points = [.. logarithms.Select(k => (G1Affine.Generator * k).ToAffine())];
                Fr[] factors = [.. logarithms.Select((k, i) => i / 8 % 2 == 0 ? k : shared)];
                Agree<Fq, G1, FqLaneField, G1LaneCurve>(points[..(8 * count)], factors[..(8 * count)]);
            },
            iter: 3);
    }

    private static Fr Seed(int power) => FieldAlgorithms.Pow(Fr.FromUInt64(0xd201000000010000), [(ulong)power]);

    private static void Agree<TField, TGroup, TLanes, TCurve>(AffinePoint<TField, TGroup>[] points, Fr[] factors)
        where TField : unmanaged, IField<TField>
        where TGroup : unmanaged, ICurveGroup<TField>
        where TLanes : struct, ILaneField<TField>
        where TCurve : struct, ILaneCurve<TField, TGroup>
    {
        int length = AffineLanes<TField, TGroup, TLanes>.Length, groups = points.Length / 8;
        AlignedWords words = new(groups * length + LaneMultiples<TField, TGroup, TLanes, TCurve>.WorkspaceLength);
        nint[] addresses = [.. Enumerable.Range(0, groups).Select(group => (nint)(words.Pointer + group * length))];
        AffinePoint<TField, TGroup>[] results = new AffinePoint<TField, TGroup>[points.Length];
        fixed (AffinePoint<TField, TGroup>* from = points, to = results)
        {
            for (int group = 0; group < groups; group++)
                AffineLanes<TField, TGroup, TLanes>.Load((long*)addresses[group], from + 8 * group);
            new LaneMultiples<TField, TGroup, TLanes, TCurve>(words.Pointer + groups * length).MultiplyAll(addresses, factors);
            for (int group = 0; group < groups; group++)
                AffineLanes<TField, TGroup, TLanes>.Store(to + 8 * group, (long*)addresses[group]);
        }

        GC.KeepAlive(words);
        Assert.Equal(points.Zip(factors, (point, factor) => TCurve.Multiply(point, factor).ToAffine()), results);
    }
}
