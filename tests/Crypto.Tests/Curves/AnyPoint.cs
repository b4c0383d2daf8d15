using Plimsoll.Crypto.Tests.Fields;

namespace Plimsoll.Crypto.Tests.Curves;

/// <summary>Generators of points: of the subgroups, and of the curves around them.</summary>
internal static class AnyPoint
{
    /// <summary>Points of G1, infinity and the generator more often than chance would give them.</summary>
    public static readonly Gen<G1Affine> G1 = AnyField.Fr.Select(k => (G1Affine.Generator * k).ToAffine());

    /// <summary>Points of G2, infinity and the generator more often than chance would give them.</summary>
    public static readonly Gen<G2Affine> G2 = AnyField.Fr.Select(k => (G2Affine.Generator * k).ToAffine());

    /// <summary>Points of y² = x³ + 4; about one in 2^125 of them lies in the subgroup.</summary>
    public static readonly Gen<G1Affine> OnG1Curve = AnyField.Fq.Select(x => OnCurve<Fq, Crypto.Curves.G1>(x, Fq.One));

    /// <summary>Points of y² = x³ + 4(1 + u), hardly ever of the subgroup.</summary>
    public static readonly Gen<G2Affine> OnG2Curve = AnyField.Fq2.Select(x => OnCurve<Fq2, Crypto.Curves.G2>(x, Fq2.One));

    /// <summary>One of the values, each as likely as the others.</summary>
    public static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    /// <summary>The first point whose x-coordinate is <paramref name="x"/> or follows it.</summary>
    public static AffinePoint<TField, TGroup> OnCurve<TField, TGroup>(TField x, TField one)
        where TField : struct, IField<TField>
        where TGroup : struct, ICurveGroup<TField>
    {
        for (; ; x += one)
        {
            if (TField.TrySqrt(TField.Square(x) * x + TGroup.B, out TField y))
                return new(x, y);
        }
    }
}
