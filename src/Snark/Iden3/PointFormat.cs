namespace Plimsoll.Snark.Iden3;

/// <summary>How numbers stand in the files: little-endian; coordinates times 2^384 mod q, matrix entries of keys times 2^512 mod r.</summary>
/// <remarks>The factors are the Montgomery radix of who invented the formats. (0, 0) is infinity, and the real part of a coordinate in G2 comes first.</remarks>
internal static class PointFormat
{
    public const int G1Length = 2 * Fq.ByteLength, G2Length = 4 * Fq.ByteLength;

    /// <summary>2^384.</summary>
    public static Fq Radix { get; } = FieldAlgorithms.Pow(Fq.FromUInt64(2), [384]);

    /// <summary>2^-384.</summary>
    public static Fq InverseRadix { get; } = Fq.Inverse(Radix);

    /// <summary>2^512.</summary>
    public static Fr EntryFactor { get; } = FieldAlgorithms.Pow(Fr.FromUInt64(2), [512]);

    /// <summary>2^-512.</summary>
    public static Fr InverseEntryFactor { get; } = Fr.Inverse(EntryFactor);

    /// <summary>r.</summary>
    public static ReadOnlySpan<byte> ScalarPrime =>
        [0x01, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xfe, 0x5b, 0xfe, 0xff, 0x02, 0xa4, 0xbd, 0x53, 0x05, 0xd8, 0xa1, 0x09, 0x08, 0xd8, 0x39, 0x33, 0x48, 0x7d, 0x9d, 0x29, 0x53, 0xa7, 0xed, 0x73];

    /// <summary>q.</summary>
    public static ReadOnlySpan<byte> BasePrime =>
    [
        0xab, 0xaa, 0xff, 0xff, 0xff, 0xff, 0xfe, 0xb9, 0xff, 0xff, 0x53, 0xb1, 0xfe, 0xff, 0xab, 0x1e, 0x24, 0xf6, 0xb0, 0xf6, 0xa0, 0xd2, 0x30, 0x67,
        0xbf, 0x12, 0x85, 0xf3, 0x84, 0x4b, 0x77, 0x64, 0xd7, 0xac, 0x4b, 0x43, 0xb6, 0xa7, 0x1b, 0x4b, 0x9a, 0xe6, 0x7f, 0x39, 0xea, 0x11, 0x01, 0x1a,
    ];
}
