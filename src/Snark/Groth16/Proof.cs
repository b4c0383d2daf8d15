using Plimsoll.Crypto.Curves;

namespace Plimsoll.Snark.Groth16;

/// <summary>A Groth16 proof.</summary>
/// <remarks>
/// Anybody can make other proofs of the same statement from one, such as (t·A, t⁻¹·B, C): what a proof attests is named by its inputs, never by its bytes.
/// Spec: docs/spec/groth16.md#encoding.
/// </remarks>
/// <param name="A">In G1.</param>
/// <param name="B">In G2.</param>
/// <param name="C">In G1.</param>
public readonly record struct Proof(G1Affine A, G2Affine B, G1Affine C)
{
    /// <summary>The length of the encoding, in bytes: A ‖ B ‖ C as the precompiles of EIP-2537 take them.</summary>
    public const int ByteLength = 2 * PrecompileEncoding.G1Length + PrecompileEncoding.G2Length;

    private const int OffsetOfC = PrecompileEncoding.G1Length + PrecompileEncoding.G2Length;

    /// <summary>Decodes a proof, and refuses what the precompiles refuse: coordinates that are not canonical, points off the curve or outside the subgroup.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out Proof proof)
    {
        proof = default;
        if (bytes.Length != ByteLength
            || !PrecompileEncoding.TryRead(bytes, out G1Affine a)
            || !PrecompileEncoding.TryRead(bytes[PrecompileEncoding.G1Length..], out G2Affine b)
            || !PrecompileEncoding.TryRead(bytes[OffsetOfC..], out G1Affine c))
            return false;
        proof = new(a, b, c);
        return true;
    }

    /// <summary>Returns the encoding.</summary>
    public byte[] Encode()
    {
        byte[] bytes = new byte[ByteLength];
        PrecompileEncoding.Write(A, bytes);
        PrecompileEncoding.Write(B, bytes.AsSpan(PrecompileEncoding.G1Length));
        PrecompileEncoding.Write(C, bytes.AsSpan(OffsetOfC));
        return bytes;
    }

    /// <summary>Whether all points are on their curves and in their subgroups; infinity is.</summary>
    internal bool IsWellFormed =>
        A.IsOnCurve && B.IsOnCurve && C.IsOnCurve && SubgroupCheck.IsInSubgroup(A) && SubgroupCheck.IsInSubgroup(B) && SubgroupCheck.IsInSubgroup(C);
}
