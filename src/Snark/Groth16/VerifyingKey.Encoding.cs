namespace Plimsoll.Snark.Groth16;

/// <content>As the contract takes it: α ‖ β ‖ γ ‖ δ ‖ IC₀ ‖ IC₁ ‖ ….</content>
public sealed partial class VerifyingKey
{
    private const int OffsetOfInputs = PrecompileEncoding.G1Length + 3 * PrecompileEncoding.G2Length;

    /// <summary>Returns the bytes that <c>Groth16Verifier</c> is deployed with.</summary>
    public byte[] Encode()
    {
        byte[] bytes = new byte[OffsetOfInputs + _inputs.Length * PrecompileEncoding.G1Length];
        PrecompileEncoding.Write(Alpha, bytes);
        int offset = PrecompileEncoding.G1Length;
        foreach (G2Affine point in (ReadOnlySpan<G2Affine>)[Beta, Gamma, Delta])
        {
            PrecompileEncoding.Write(point, bytes.AsSpan(offset));
            offset += PrecompileEncoding.G2Length;
        }

        foreach (G1Affine point in _inputs)
        {
            PrecompileEncoding.Write(point, bytes.AsSpan(offset));
            offset += PrecompileEncoding.G1Length;
        }

        return bytes;
    }

    /// <summary>Decodes a key and checks it.</summary>
    public static KeyRefusal TryDecode(ReadOnlySpan<byte> bytes, out VerifyingKey? key)
    {
        key = null;
        int inputs = (bytes.Length - OffsetOfInputs) / PrecompileEncoding.G1Length;
        if (inputs < 2 || bytes.Length != OffsetOfInputs + inputs * PrecompileEncoding.G1Length)
            return KeyRefusal.WrongLength;
        G2Affine[] g2 = new G2Affine[3];
        G1Affine[] g1 = new G1Affine[inputs];
        bool valid = PrecompileEncoding.TryRead(bytes, out G1Affine alpha);
        for (int i = 0; i < g2.Length; i++)
            valid &= PrecompileEncoding.TryRead(bytes[(PrecompileEncoding.G1Length + i * PrecompileEncoding.G2Length)..], out g2[i]);
        for (int i = 0; i < inputs; i++)
            valid &= PrecompileEncoding.TryRead(bytes[(OffsetOfInputs + i * PrecompileEncoding.G1Length)..], out g1[i]);
        return valid ? TryCreate(alpha, g2[0], g2[1], g2[2], g1, out key) : KeyRefusal.InvalidPoint;
    }
}
