using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Crypto.EC;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Math.EC;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Signing;

/// <summary>The curve of Ethereum's signatures (SEC 2, section 2.4.1), on BouncyCastle's arithmetic.</summary>
internal static class Secp256k1
{
    private static readonly X9ECParameters Parameters = CustomNamedCurves.GetByName("secp256k1");

    /// <summary>The order n of the group.</summary>
    public static UInt256 Order { get; } = ToUInt256(Parameters.N);

    /// <summary>(n − 1) / 2: the highest s that Ethereum accepts (EIP-2).</summary>
    public static UInt256 HalfOrder { get; } = Order >> 1;

    /// <summary>n as BouncyCastle's number.</summary>
    public static BigInteger N => Parameters.N;

    /// <summary>Returns k·G in affine coordinates; k is between 1 and n − 1.</summary>
    public static ECPoint MultiplyGenerator(BigInteger k) =>
        new Org.BouncyCastle.Math.EC.Multiplier.FixedPointCombMultiplier().Multiply(Parameters.G, k).Normalize();

    /// <summary>Returns u1·G + u2·p in affine coordinates, or infinity.</summary>
    public static ECPoint MultiplyAndAdd(BigInteger u1, ECPoint p, BigInteger u2) =>
        ECAlgorithms.SumOfTwoMultiplies(Parameters.G, u1, p, u2).Normalize();

    /// <summary>Finds the point with this x-coordinate and parity of y.</summary>
    public static bool TryDecompress(UInt256 x, bool yIsOdd, out ECPoint? point)
    {
        point = null;
        byte[] encoded = new byte[1 + UInt256.ByteLength];
        encoded[0] = yIsOdd ? (byte)3 : (byte)2;
        x.WriteBytes(encoded.AsSpan(1));
        try
        {
            point = Parameters.Curve.DecodePoint(encoded);
            return true;
        }
        catch (ArgumentException)
        {
            return false; // x is not below p, or x³ + 7 is not a square: BouncyCastle has no other way to say so
        }
    }

    public static BigInteger ToBigInteger(UInt256 value) => new(1, value.ToBytes());

    public static UInt256 ToUInt256(BigInteger value) => UInt256.FromBytes(value.ToByteArrayUnsigned());

    public static UInt256 ToUInt256(ECFieldElement value) => UInt256.FromBytes(value.GetEncoded());
}
