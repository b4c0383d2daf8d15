using Plimsoll.Crypto.Curves;

namespace Plimsoll.Crypto.Kzg;

/// <content>The rows for mainnet, embedded: transforming its setup would cost every process that proves a second or more.</content>
internal sealed partial class CellColumns
{
    private const string MainnetResource = "Plimsoll.Crypto.Kzg.Mainnet.cell-columns.bin";

    // SHA-256 of the resource; a test shows that it is the transform of the setup.
    private const string MainnetHash = "bfeda3106912cd123263f38467de1833dce86f0adcc61015210278520b143645";

    /// <summary>The rows for a setup: embedded ones for mainnet, computed for another.</summary>
    public static CellColumns Of(TrustedSetup setup) =>
        ReferenceEquals(setup, TrustedSetup.Mainnet) ? FromTrustedBytes(EmbeddedBytes.Read(MainnetResource, MainnetHash)) : Compute(setup);

    /// <summary>Returns the points, uncompressed, row after row.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[_points.Length * PointEncoding.UncompressedG1Length];
        Span<byte> rest = bytes;
        EmbeddedBytes.WriteG1(_points, ref rest);
        return bytes;
    }

    private static CellColumns FromTrustedBytes(ReadOnlySpan<byte> bytes) =>
        new(EmbeddedBytes.ReadG1(ref bytes, ExtendedBlob.CellCount * RowLength));
}
