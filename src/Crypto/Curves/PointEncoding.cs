namespace Plimsoll.Crypto.Curves;

/// <summary>Points as bytes: the Zcash format, which Ethereum and the IETF drafts use too.</summary>
/// <remarks>
/// Coordinates are big-endian and below q; in G2 the coefficient of u comes first. The three top bits of the first byte are flags:
/// compressed (x alone), infinity (all else zero), and in the compressed format the sign: y is the lexicographically larger root.
/// Each point has exactly one encoding of each kind. Decoding checks everything, the subgroup included, unless the method's name
/// says otherwise. No method allocates. Source: IETF draft pairing-friendly-curves, appendix C.
/// </remarks>
public static partial class PointEncoding
{
    /// <summary>The length of a compressed point of G1, in bytes.</summary>
    public const int CompressedG1Length = 48;

    /// <summary>The length of an uncompressed point of G1, in bytes.</summary>
    public const int UncompressedG1Length = 96;

    /// <summary>The length of a compressed point of G2, in bytes.</summary>
    public const int CompressedG2Length = 96;

    /// <summary>The length of an uncompressed point of G2, in bytes.</summary>
    public const int UncompressedG2Length = 192;
}
