using Plimsoll.Crypto.Curves;
using Plimsoll.Crypto.Polynomials;

namespace Plimsoll.Crypto.Kzg;

/// <content>
/// The compact binary form that is embedded: the points of the text format in the same order, uncompressed, nothing else.
/// Uncompressed, because 8192 square roots and subgroup checks would cost every process half a second.
/// </content>
public sealed partial class TrustedSetup
{
    private const int BinaryLength =
        2 * Blob.ElementCount * PointEncoding.UncompressedG1Length + G2Count * PointEncoding.UncompressedG2Length;

    private const string MainnetResource = "Plimsoll.Crypto.Kzg.Mainnet.setup.bin";

    // SHA-256 of the resource; a test shows that it is the published text, converted.
    private const string MainnetHash = "5804dce5670bb1bc8374e05643afe06bae62c643e434c2a1f4cf55e1e8d86366";

    private static readonly Lazy<TrustedSetup> s_mainnet = new(static () => FromTrustedBytes(EmbeddedBytes.Read(MainnetResource, MainnetHash)));

    /// <summary>The setup of Ethereum mainnet (KZG ceremony of 2023), loaded at first use in a few milliseconds; thread-safe.</summary>
    public static TrustedSetup Mainnet => s_mainnet.Value;

    /// <summary>Returns the binary form.</summary>
    internal byte[] ToBytes()
    {
        byte[] bytes = new byte[BinaryLength];
        Span<byte> rest = bytes;
        G1Affine[] lagrange = [.. _g1Lagrange];
        BitReversal.Permute(lagrange.AsSpan());
        EmbeddedBytes.WriteG1(lagrange, ref rest);
        foreach (G2Affine point in _g2Monomial)
        {
            PointEncoding.EncodeUncompressed(point, rest[..PointEncoding.UncompressedG2Length]);
            rest = rest[PointEncoding.UncompressedG2Length..];
        }

        EmbeddedBytes.WriteG1(_g1Monomial, ref rest);
        return bytes;
    }

    /// <summary>Reads the binary form of a setup that has been checked before: coordinates are checked here, subgroups are not.</summary>
    internal static TrustedSetup FromTrustedBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != BinaryLength)
            throw new FormatException("The binary trusted setup has another length.");
        G1Affine[] lagrange = EmbeddedBytes.ReadG1(ref bytes, Blob.ElementCount);
        G2Affine[] g2 = new G2Affine[G2Count];
        foreach (ref G2Affine point in g2.AsSpan())
        {
            if (!PointEncoding.TryDecodeUncompressedWithoutSubgroupCheck(bytes[..PointEncoding.UncompressedG2Length], out point, out PointRefusal refusal))
                throw new FormatException($"A point of the trusted setup is {refusal}.");
            bytes = bytes[PointEncoding.UncompressedG2Length..];
        }

        G1Affine[] monomial = EmbeddedBytes.ReadG1(ref bytes, Blob.ElementCount);
        BitReversal.Permute(lagrange.AsSpan());
        return new(lagrange, monomial, g2);
    }
}
