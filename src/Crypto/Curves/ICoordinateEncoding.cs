namespace Plimsoll.Crypto.Curves;

/// <summary>How the coordinates of one group are written.</summary>
internal interface ICoordinateEncoding<TField>
    where TField : struct, IField<TField>
{
    /// <summary>The length of one coordinate, in bytes.</summary>
    static abstract int CoordinateLength { get; }

    /// <summary>Decodes one coordinate; false when it is not canonical.</summary>
    static abstract bool TryReadCoordinate(ReadOnlySpan<byte> bytes, out TField coordinate);

    /// <summary>Encodes one coordinate.</summary>
    static abstract void WriteCoordinate(in TField coordinate, Span<byte> bytes);

    /// <summary>Whether <paramref name="y"/> is lexicographically larger than −y.</summary>
    static abstract bool IsLarger(in TField y);
}
