using System.Numerics;

namespace Plimsoll.Crypto.Tests.Conformance;

/// <summary>Inputs and outputs of the EIP-2537 precompiles; every <c>Decode</c> throws <see cref="FormatException"/> on what the EIP refuses.</summary>
/// <remarks>A field element is 64 bytes with 16 leading zeros, 𝔽q² is c0 then c1, infinity is all zeros, a scalar is any 32 bytes.</remarks>
internal static class Eip2537Encoding
{
    public const int FqLength = 64, Fq2Length = 128, G1Length = 128, G2Length = 256, ScalarLength = 32;

    private static readonly BigInteger s_order = BigInteger.Parse(
        "073eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001", System.Globalization.NumberStyles.HexNumber);

    public static Fq DecodeFq(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != FqLength || bytes[..16].ContainsAnyExcept((byte)0))
            throw new FormatException("A field element is 16 zeros and 48 bytes.");
        return Fq.FromBytes(bytes[16..]);
    }

    public static Fq2 DecodeFq2(ReadOnlySpan<byte> bytes) =>
        bytes.Length == Fq2Length
            ? new(DecodeFq(bytes[..FqLength]), DecodeFq(bytes[FqLength..]))
            : throw new FormatException("An element of the extension is 128 bytes.");

    public static Fr DecodeScalar(ReadOnlySpan<byte> bytes)
    {
        byte[] reduced = (new BigInteger(bytes[..ScalarLength], isUnsigned: true, isBigEndian: true) % s_order)
            .ToByteArray(isUnsigned: true, isBigEndian: true);
        byte[] padded = new byte[ScalarLength];
        reduced.CopyTo(padded, ScalarLength - reduced.Length);
        return Fr.FromBytes(padded);
    }

    public static G1Affine DecodeG1(ReadOnlySpan<byte> bytes, bool checkSubgroup)
    {
        if (bytes.Length != G1Length)
            throw new FormatException("A point of G1 is 128 bytes.");
        G1Affine point = new(DecodeFq(bytes[..FqLength]), DecodeFq(bytes[FqLength..]));
        if (!point.IsOnCurve || (checkSubgroup && !SubgroupCheck.IsInSubgroup(point)))
            throw new FormatException("Not a point of G1.");
        return point;
    }

    public static G2Affine DecodeG2(ReadOnlySpan<byte> bytes, bool checkSubgroup)
    {
        if (bytes.Length != G2Length)
            throw new FormatException("A point of G2 is 256 bytes.");
        G2Affine point = new(DecodeFq2(bytes[..Fq2Length]), DecodeFq2(bytes[Fq2Length..]));
        if (!point.IsOnCurve || (checkSubgroup && !SubgroupCheck.IsInSubgroup(point)))
            throw new FormatException("Not a point of G2.");
        return point;
    }

    public static byte[] Encode(in Fq element) => [.. new byte[16], .. element.ToBytes()];

    public static byte[] Encode(in Fq2 element) => [.. Encode(element.C0), .. Encode(element.C1)];

    public static byte[] Encode(in G1Affine point) => [.. Encode(point.X), .. Encode(point.Y)];

    public static byte[] Encode(in G2Affine point) => [.. Encode(point.X), .. Encode(point.Y)];
}
