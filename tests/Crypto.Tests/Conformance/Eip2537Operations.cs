using Plimsoll.Crypto.Hashing;
using Plimsoll.Crypto.Pairings;
using static Plimsoll.Crypto.Tests.Conformance.Eip2537Encoding;

namespace Plimsoll.Crypto.Tests.Conformance;

/// <summary>The precompiles as functions of bytes; each throws <see cref="FormatException"/> where the precompile fails.</summary>
internal static class Eip2537Operations
{
    public static byte[] AddG1(ReadOnlySpan<byte> input)
    {
        RequireLength(input, 2 * G1Length);
        G1Projective sum = new G1Projective(DecodeG1(input[..G1Length], checkSubgroup: false)) + DecodeG1(input[G1Length..], checkSubgroup: false);
        return Encode(sum.ToAffine());
    }

    public static byte[] AddG2(ReadOnlySpan<byte> input)
    {
        RequireLength(input, 2 * G2Length);
        G2Projective sum = new G2Projective(DecodeG2(input[..G2Length], checkSubgroup: false)) + DecodeG2(input[G2Length..], checkSubgroup: false);
        return Encode(sum.ToAffine());
    }

    public static byte[] MultiplyG1(ReadOnlySpan<byte> input)
    {
        RequireLength(input, G1Length + ScalarLength);
        G1Affine point = DecodeG1(input[..G1Length], checkSubgroup: true);
        return Encode(ScalarMultiplication.MultiplyInSubgroup(point, DecodeScalar(input[G1Length..])).ToAffine());
    }

    public static byte[] MultiplyG2(ReadOnlySpan<byte> input)
    {
        RequireLength(input, G2Length + ScalarLength);
        G2Affine point = DecodeG2(input[..G2Length], checkSubgroup: true);
        return Encode(ScalarMultiplication.MultiplyInSubgroup(point, DecodeScalar(input[G2Length..])).ToAffine());
    }

    public static byte[] MultiplyAndAddG1(ReadOnlySpan<byte> input)
    {
        const int pair = G1Length + ScalarLength;
        G1Affine[] points = new G1Affine[CountOf(input, pair)];
        Fr[] scalars = new Fr[points.Length];
        for (int i = 0; i < points.Length; i++)
        {
            points[i] = DecodeG1(input.Slice(i * pair, G1Length), checkSubgroup: true);
            scalars[i] = DecodeScalar(input.Slice(i * pair + G1Length, ScalarLength));
        }

        return Encode(Msm.Compute(points, scalars).ToAffine());
    }

    public static byte[] MultiplyAndAddG2(ReadOnlySpan<byte> input)
    {
        const int pair = G2Length + ScalarLength;
        G2Affine[] points = new G2Affine[CountOf(input, pair)];
        Fr[] scalars = new Fr[points.Length];
        for (int i = 0; i < points.Length; i++)
        {
            points[i] = DecodeG2(input.Slice(i * pair, G2Length), checkSubgroup: true);
            scalars[i] = DecodeScalar(input.Slice(i * pair + G2Length, ScalarLength));
        }

        return Encode(Msm.Compute(points, scalars).ToAffine());
    }

    public static byte[] CheckPairing(ReadOnlySpan<byte> input)
    {
        const int pair = G1Length + G2Length;
        G1Affine[] p = new G1Affine[CountOf(input, pair)];
        G2Affine[] q = new G2Affine[p.Length];
        for (int i = 0; i < p.Length; i++)
        {
            p[i] = DecodeG1(input.Slice(i * pair, G1Length), checkSubgroup: true);
            q[i] = DecodeG2(input.Slice(i * pair + G1Length, G2Length), checkSubgroup: true);
        }

        byte[] answer = new byte[32];
        answer[31] = Pairing.ProductIsOne(p, q) ? (byte)1 : (byte)0;
        return answer;
    }

    public static byte[] MapFqToG1(ReadOnlySpan<byte> input) => Encode(HashToCurve.MapToG1(DecodeFq(input)).ToAffine());

    public static byte[] MapFq2ToG2(ReadOnlySpan<byte> input) => Encode(HashToCurve.MapToG2(DecodeFq2(input)).ToAffine());

    private static int CountOf(ReadOnlySpan<byte> input, int length) =>
        !input.IsEmpty && input.Length % length == 0
            ? input.Length / length
            : throw new FormatException("One or more whole pairs are expected.");

    private static void RequireLength(ReadOnlySpan<byte> input, int length)
    {
        if (input.Length != length)
            throw new FormatException($"{length} bytes are expected.");
    }
}
