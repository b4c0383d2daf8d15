using System.Globalization;
using System.Numerics;
using Plimsoll.Crypto.Tests.Fields;

namespace Plimsoll.Crypto.Tests.Curves.Jubjub;

/// <summary>Generators of scalars and points, and the points that an attacker would choose.</summary>
internal static class AnyJubjub
{
    public static readonly BigInteger Order = BigInteger.Parse("00e7db4ea6533afa906673b0101343b00a6682093ccc81082d0970e5ed6f72cb7", NumberStyles.HexNumber);

    /// <summary>The eight points whose order divides 8: the multiples of one of order 8.</summary>
    public static JubjubAffine[] LowOrderPoints { get; } = MakeLowOrderPoints();

    public static readonly Gen<JubjubScalar> Scalar = Gen.Frequency(
        (1, Gen.Int[0, 4].Select(edge => edge switch
        {
            0 => JubjubScalar.Zero,
            1 => JubjubScalar.One,
            2 => -JubjubScalar.One,
            3 => JubjubScalar.FromUInt128(UInt128.MaxValue),
            _ => JubjubScalar.FromUInt128(8),
        })),
        (9, Gen.Byte.Array[64].Select(bytes => JubjubScalar.ReduceWide(bytes))));

    /// <summary>Points of the prime subgroup.</summary>
    public static readonly Gen<JubjubPoint> SubgroupPoint = Scalar.Select(scalar => JubjubPoint.MultiplyGenerator(scalar));

    /// <summary>Points of the whole curve, of any order.</summary>
    public static readonly Gen<JubjubPoint> Point =
        Gen.Select(SubgroupPoint, Gen.Int[0, 7], (point, torsion) => point + new JubjubPoint(LowOrderPoints[torsion]));

    /// <summary>Canonical field elements, most of which are no coordinate.</summary>
    public static readonly Gen<JubjubAffine> Pair = Gen.Select(AnyField.Fr, AnyField.Fr, (x, y) => new JubjubAffine(x, y));

    public static JubjubScalar ToScalar(BigInteger value) =>
        JubjubScalar.FromBytes(Convert.FromHexString(value.ToString("x64")[^64..]));

    public static BigInteger ToInteger(JubjubScalar scalar) => new(scalar.ToBytes(), isUnsigned: true, isBigEndian: true);

    private static JubjubAffine[] MakeLowOrderPoints()
    {
        JubjubPoint eighth = new(new JubjubAffine(
            Fr.FromHex("218c81a6eff03d4488ef781683bbf33d919893ec24fd67c26d19585d8dff2be"),
            Fr.FromHex("2a94e9a11036e51a1c98a7d25c54659ec2b6b5720c79b75d00f2df96100b6924")));
        JubjubPoint[] points = new JubjubPoint[8];
        points[0] = JubjubPoint.Identity;
        for (int i = 1; i < points.Length; i++)
            points[i] = points[i - 1] + eighth;
        return [.. points.Select(point => point.ToAffine())];
    }
}
