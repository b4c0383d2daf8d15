using System.Numerics;

namespace Plimsoll.Crypto.Tests.Curves;

/// <summary>The slow model: double and add with the complete formulas, for any non-negative integer and any point of the curve.</summary>
internal static class ReferenceMultiplication
{
    public static readonly BigInteger Order = Parse("73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001");

    public static readonly BigInteger Seed = 0xd201000000010000;

    public static ProjectivePoint<TField, TGroup> Times<TField, TGroup>(this AffinePoint<TField, TGroup> p, BigInteger scalar)
        where TField : struct, IField<TField>
        where TGroup : struct, ICurveGroup<TField>
    {
        ProjectivePoint<TField, TGroup> sum = ProjectivePoint<TField, TGroup>.Infinity;
        for (long i = scalar.GetBitLength() - 1; i >= 0; i--)
        {
            sum = ProjectivePoint<TField, TGroup>.Double(sum);
            if (((scalar >> (int)i) & 1) != 0)
                sum += p;
        }

        return sum;
    }

    public static BigInteger ToInteger(this Fr scalar) => new(scalar.ToBytes(), isUnsigned: true, isBigEndian: true);

    public static Fr ToFr(BigInteger scalar)
    {
        byte[] bytes = new byte[32];
        byte[] digits = (((scalar % Order) + Order) % Order).ToByteArray(isUnsigned: true, isBigEndian: true);
        digits.CopyTo(bytes, 32 - digits.Length);
        return Fr.FromBytes(bytes);
    }

    public static BigInteger Parse(string hex) => BigInteger.Parse("0" + hex, System.Globalization.NumberStyles.HexNumber);
}
