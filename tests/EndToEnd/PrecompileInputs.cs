using Plimsoll.Crypto.Tests.Conformance;
using Plimsoll.Crypto.Tests.Curves;

namespace Plimsoll.EndToEnd;

/// <summary>Inputs for the EIP-2537 precompiles: edges, random ones, and every kind that must be refused.</summary>
internal static class PrecompileInputs
{
    private static readonly byte[] s_q = Convert.FromHexString(
        "000000000000000000000000000000001a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab");

    private static readonly byte[] s_r = Convert.FromHexString("73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001");

    /// <summary>Field elements: zero, one, q − 1, q, aliases above q, nonzero padding, and random ones.</summary>
    public static byte[][] FieldElements(Random random) =>
    [
        Eip2537Encoding.Encode(Fq.Zero),
        Eip2537Encoding.Encode(Fq.One),
        Eip2537Encoding.Encode(-Fq.One),
        s_q,
        [.. new byte[16], .. Enumerable.Repeat((byte)0xff, 48)],
        [1, .. new byte[63]],
        [.. new byte[15], 1, .. new byte[48]],
        .. Enumerable.Range(0, 25).Select(_ => Eip2537Encoding.Encode(AnyFq(random))),
    ];

    /// <summary>Points of G1's curve in the precompile's encoding, most of them valid.</summary>
    public static byte[][] G1Points(Random random)
    {
        G1Affine g = G1Affine.Generator, p = (g * AnyFr(random)).ToAffine();
        byte[] encoded = Eip2537Encoding.Encode(p);
        return
        [
            Eip2537Encoding.Encode(G1Affine.Infinity),
            Eip2537Encoding.Encode(g),
            Eip2537Encoding.Encode(-g),
            encoded,
            Eip2537Encoding.Encode(-p),
            Eip2537Encoding.Encode((g * AnyFr(random)).ToAffine()),
            .. SmallOrder.G1Points.Select(point => Eip2537Encoding.Encode(point)),
            Eip2537Encoding.Encode(AnyPoint.OnCurve<Fq, G1>(AnyFq(random), Fq.One)),
            .. Broken(encoded),
        ];
    }

    /// <summary>Points of G2's curve in the precompile's encoding, most of them valid.</summary>
    public static byte[][] G2Points(Random random)
    {
        G2Affine g = G2Affine.Generator, p = (g * AnyFr(random)).ToAffine();
        byte[] encoded = Eip2537Encoding.Encode(p);
        return
        [
            Eip2537Encoding.Encode(G2Affine.Infinity),
            Eip2537Encoding.Encode(g),
            Eip2537Encoding.Encode(-g),
            encoded,
            Eip2537Encoding.Encode(-p),
            Eip2537Encoding.Encode((g * AnyFr(random)).ToAffine()),
            .. SmallOrder.G2Points.Select(point => Eip2537Encoding.Encode(point)),
            Eip2537Encoding.Encode(AnyPoint.OnCurve<Fq2, G2>(new(AnyFq(random), AnyFq(random)), Fq2.One)),
            .. Broken(encoded),
        ];
    }

    /// <summary>Scalars: zero, one, around r, the largest, and random ones of 256 bits.</summary>
    public static byte[][] Scalars(Random random)
    {
        byte[] below = [.. s_r], above = [.. s_r], any = new byte[32];
        below[31]--;
        above[31]++;
        random.NextBytes(any);
        return [new byte[32], Fr.One.ToBytes(), below, s_r, above, [.. Enumerable.Repeat((byte)0xff, 32)], AnyFr(random).ToBytes(), any];
    }

    /// <summary>What no precompile takes: nothing, a byte less and a byte more.</summary>
    public static byte[][] WrongLengths(byte[] valid) => [[], valid[..^1], [.. valid, 0], valid[1..]];

    /// <summary>A scalar, uniform enough for tests.</summary>
    public static Fr AnyFr(Random random)
    {
        byte[] bytes = new byte[32];
        random.NextBytes(bytes);
        bytes[0] &= 0x3f;
        return Fr.FromBytes(bytes);
    }

    private static Fq AnyFq(Random random)
    {
        byte[] bytes = new byte[48];
        random.NextBytes(bytes);
        bytes[0] &= 0x0f;
        return Fq.FromBytes(bytes);
    }

    // Off the curve, padding that is not zero, and the first coordinate's value plus q.
    private static byte[][] Broken(byte[] point)
    {
        byte[] off = [.. point], padded = [.. point], aliased = [.. point];
        off[^1] ^= 1;
        padded[0] = 0x80;
        int carry = 0;
        for (int i = 63; i >= 0; i--)
        {
            carry += point[i] + s_q[i];
            aliased[i] = (byte)carry;
            carry >>= 8;
        }

        return [off, padded, aliased];
    }
}
