namespace Plimsoll.Crypto.Curves;

/// <content>Multiples.</content>
public readonly partial struct ProjectivePoint<TField, TGroup>
{
    /// <summary>Returns the multiple by the canonical value of <paramref name="scalar"/>.</summary>
    /// <remarks>Variable-time: not for secret scalars. Right for every point of the curve, in the subgroup or not.</remarks>
    public static ProjectivePoint<TField, TGroup> operator *(in ProjectivePoint<TField, TGroup> p, in Fr scalar)
    {
        Span<ulong> limbs = stackalloc ulong[4];
        scalar.WriteLimbs(limbs);
        return ScalarMultiplication.Multiply(p, limbs);
    }
}
