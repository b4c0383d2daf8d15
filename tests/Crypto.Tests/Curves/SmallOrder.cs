using System.Numerics;
using static Plimsoll.Crypto.Tests.Curves.ReferenceMultiplication;

namespace Plimsoll.Crypto.Tests.Curves;

/// <summary>Points of small prime order: the ones on which addition formulas and subgroup checks break.</summary>
internal static class SmallOrder
{
    /// <summary>h₁ = 3·11²·10177²·859267²·52437899².</summary>
    public static readonly BigInteger G1Cofactor = Parse("396c8c005555e1568c00aaab0000aaab");

    /// <summary>h₂, whose smallest prime factors are 13 and 23.</summary>
    public static readonly BigInteger G2Cofactor = Parse(
        "5d543a95414e7f1091d50792876a202cd91de4547085abaa68a205b2e5a7ddfa628f1cb4d9e82ef21537e293a6691ae1616ec6e786f0c70cf1c38e31c7238e5");

    /// <summary>One point for each of the orders 3, 11 and 10177.</summary>
    public static readonly G1Affine[] G1Points = [Find1(3), Find1(11), Find1(10177)];

    /// <summary>One point for each of the orders 13 and 23.</summary>
    public static readonly G2Affine[] G2Points = [Find2(13), Find2(23)];

    private static G1Affine Find1(int order)
    {
        for (ulong x = 0; ; x++)
        {
            G1Affine p = AnyPoint.OnCurve<Fq, Crypto.Curves.G1>(Fq.FromUInt64(x), Fq.One).Times(Order).ToAffine();
            if (OfOrder(p, order, G1Cofactor) is { IsInfinity: false } found)
                return found;
        }
    }

    private static G2Affine Find2(int order)
    {
        for (ulong x = 0; ; x++)
        {
            G2Affine p = AnyPoint.OnCurve<Fq2, Crypto.Curves.G2>(new(Fq.FromUInt64(x), Fq.One), Fq2.One).Times(Order).ToAffine();
            if (OfOrder(p, order, G2Cofactor) is { IsInfinity: false } found)
                return found;
        }
    }

    // Strips every other prime, then all but the last factor of this one; infinity when the point had none of it.
    private static AffinePoint<TField, TGroup> OfOrder<TField, TGroup>(AffinePoint<TField, TGroup> p, int order, BigInteger cofactor)
        where TField : struct, IField<TField>
        where TGroup : struct, ICurveGroup<TField>
    {
        while (cofactor % order == 0)
            cofactor /= order;
        p = p.Times(cofactor).ToAffine();
        while (p.Times(order).ToAffine() is { IsInfinity: false } next)
            p = next;
        return p;
    }
}
