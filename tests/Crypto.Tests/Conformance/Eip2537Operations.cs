using Plimsoll.Crypto.Hashing;
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

    public static byte[] MapFqToG1(ReadOnlySpan<byte> input) => Encode(HashToCurve.MapToG1(DecodeFq(input)).ToAffine());

    public static byte[] MapFq2ToG2(ReadOnlySpan<byte> input) => Encode(HashToCurve.MapToG2(DecodeFq2(input)).ToAffine());

    private static void RequireLength(ReadOnlySpan<byte> input, int length)
    {
        if (input.Length != length)
            throw new FormatException($"{length} bytes are expected.");
    }
}
