using System.Security.Cryptography;
using Plimsoll.Crypto.Curves;

namespace Plimsoll.Crypto.Kzg;

/// <summary>Points that are embedded in the assembly as uncompressed encodings, their hash pinned in the code.</summary>
internal static class EmbeddedBytes
{
    /// <summary>Returns a resource whose SHA-256 is <paramref name="hash"/>.</summary>
    /// <exception cref="InvalidOperationException">The assembly is damaged.</exception>
    public static byte[] Read(string name, string hash)
    {
        using Stream stream = typeof(EmbeddedBytes).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly has no resource {name}.");
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return Convert.ToHexStringLower(SHA256.HashData(bytes)) == hash
            ? bytes
            : throw new InvalidOperationException($"The resource {name} is damaged.");
    }

    /// <summary>Reads points and advances; on the curve is checked, the subgroup is not.</summary>
    public static G1Affine[] ReadG1(ref ReadOnlySpan<byte> bytes, int count)
    {
        G1Affine[] points = new G1Affine[count];
        foreach (ref G1Affine point in points.AsSpan())
        {
            if (!PointEncoding.TryDecodeUncompressedWithoutSubgroupCheck(bytes[..PointEncoding.UncompressedG1Length], out point, out PointRefusal refusal))
                throw new FormatException($"An embedded point is {refusal}.");
            bytes = bytes[PointEncoding.UncompressedG1Length..];
        }

        return points;
    }

    /// <summary>Writes points and advances.</summary>
    public static void WriteG1(ReadOnlySpan<G1Affine> points, ref Span<byte> bytes)
    {
        foreach (ref readonly G1Affine point in points)
        {
            PointEncoding.EncodeUncompressed(point, bytes[..PointEncoding.UncompressedG1Length]);
            bytes = bytes[PointEncoding.UncompressedG1Length..];
        }
    }
}
