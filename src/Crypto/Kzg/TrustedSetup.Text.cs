using System.Globalization;
using System.Text;
using Plimsoll.Crypto.Curves;
using Plimsoll.Crypto.Polynomials;

namespace Plimsoll.Crypto.Kzg;

/// <content>The published text format: one number or one compressed point in hexadecimal per line.</content>
public sealed partial class TrustedSetup
{
    /// <summary>
    /// Reads <c>4096</c>, <c>65</c>, then 4096 points of G1 in Lagrange form (natural order), 65 of G2 and 4096 of G1 in monomial form.
    /// </summary>
    /// <remarks>Checks the format and each point, the subgroup included: about a second. It does not check <see cref="IsConsistent"/>.</remarks>
    /// <exception cref="FormatException">A count, a digit or a point is wrong, or a line is missing or left over.</exception>
    public static TrustedSetup FromText(ReadOnlySpan<char> text)
    {
        MemoryExtensions.SpanSplitEnumerator<char> lines = text.TrimEnd().Split('\n');
        RequireCount(NextLine(ref lines, text), Blob.ElementCount);
        RequireCount(NextLine(ref lines, text), G2Count);
        G1Affine[] lagrange = ReadG1(ref lines, text);
        G2Affine[] g2 = new G2Affine[G2Count];
        Span<byte> bytes = stackalloc byte[PointEncoding.CompressedG2Length];
        for (int i = 0; i < g2.Length; i++)
        {
            ReadHex(NextLine(ref lines, text), bytes);
            if (!PointEncoding.TryDecompress(bytes, out g2[i]))
                throw new FormatException($"Point {i} of G2 is not valid.");
        }

        G1Affine[] monomial = ReadG1(ref lines, text);
        if (lines.MoveNext())
            throw new FormatException("The trusted setup has lines left over.");
        BitReversal.Permute(lagrange.AsSpan());
        return new(lagrange, monomial, g2);
    }

    /// <summary>Returns the setup in the text format, as it was published.</summary>
    public string ToText()
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{Blob.ElementCount}\n{G2Count}\n");
        for (int i = 0; i < Blob.ElementCount; i++)
            AppendLine(text, PointEncoding.Compress(_g1Lagrange[BitReversal.Of(i, 12)]));
        foreach (G2Affine point in _g2Monomial)
            AppendLine(text, PointEncoding.Compress(point));
        foreach (G1Affine point in _g1Monomial)
            AppendLine(text, PointEncoding.Compress(point));
        return text.ToString();
    }

    private static void AppendLine(StringBuilder text, byte[] bytes) => text.Append(Convert.ToHexStringLower(bytes)).Append('\n');

    private static G1Affine[] ReadG1(ref MemoryExtensions.SpanSplitEnumerator<char> lines, ReadOnlySpan<char> text)
    {
        G1Affine[] points = new G1Affine[Blob.ElementCount];
        Span<byte> bytes = stackalloc byte[PointEncoding.CompressedG1Length];
        for (int i = 0; i < points.Length; i++)
        {
            ReadHex(NextLine(ref lines, text), bytes);
            if (!PointEncoding.TryDecompress(bytes, out points[i]))
                throw new FormatException($"Point {i} of G1 is not valid.");
        }

        return points;
    }

    private static ReadOnlySpan<char> NextLine(ref MemoryExtensions.SpanSplitEnumerator<char> lines, ReadOnlySpan<char> text) =>
        lines.MoveNext() ? text[lines.Current].Trim() : throw new FormatException("The trusted setup ends too early.");

    private static void RequireCount(ReadOnlySpan<char> line, int expected)
    {
        if (!int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out int count) || count != expected)
            throw new FormatException($"The trusted setup has another size: {expected} is expected.");
    }

    private static void ReadHex(ReadOnlySpan<char> line, Span<byte> bytes)
    {
        if (line.Length != 2 * bytes.Length
            || Convert.FromHexString(line, bytes, out _, out int written) != System.Buffers.OperationStatus.Done
            || written != bytes.Length)
            throw new FormatException($"{bytes.Length} bytes in hexadecimal are expected.");
    }
}
