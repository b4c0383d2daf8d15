namespace Plimsoll.Crypto.Curves;

/// <summary>The encodings of <see cref="PointEncoding"/>, written once for both groups; without the subgroup check.</summary>
internal static class PointCodec<TField, TGroup>
    where TField : struct, IField<TField>
    where TGroup : struct, ICurveGroup<TField>, ICoordinateEncoding<TField>
{
    private const byte CompressedFlag = 0x80, InfinityFlag = 0x40, SignFlag = 0x20, Flags = CompressedFlag | InfinityFlag | SignFlag;

    private const int LongestCoordinate = 2 * Fq.ByteLength;

    public static PointRefusal Decompress(ReadOnlySpan<byte> bytes, out AffinePoint<TField, TGroup> point)
    {
        point = default;
        int length = TGroup.CoordinateLength;
        if (bytes.Length != length)
            return PointRefusal.WrongLength;
        byte flags = bytes[0];
        if ((flags & CompressedFlag) == 0)
            return PointRefusal.WrongCompressionFlag;
        if ((flags & InfinityFlag) != 0)
            return CheckInfinity(bytes);

        Span<byte> plain = stackalloc byte[LongestCoordinate];
        plain = plain[..length];
        bytes.CopyTo(plain);
        plain[0] &= unchecked((byte)~Flags);
        if (!TGroup.TryReadCoordinate(plain, out TField x))
            return PointRefusal.NonCanonicalCoordinate;
        if (!TField.TrySqrt(TField.Square(x) * x + TGroup.B, out TField y))
            return PointRefusal.NotOnCurve;
        point = new(x, TGroup.IsLarger(y) == ((flags & SignFlag) != 0) ? y : -y);
        return PointRefusal.None;
    }

    public static PointRefusal DecodeUncompressed(ReadOnlySpan<byte> bytes, out AffinePoint<TField, TGroup> point)
    {
        point = default;
        int length = TGroup.CoordinateLength;
        if (bytes.Length != 2 * length)
            return PointRefusal.WrongLength;
        byte flags = bytes[0];
        if ((flags & CompressedFlag) != 0)
            return PointRefusal.WrongCompressionFlag;
        if ((flags & InfinityFlag) != 0)
            return CheckInfinity(bytes);
        if ((flags & SignFlag) != 0)
            return PointRefusal.UnexpectedSignFlag;

        if (!TGroup.TryReadCoordinate(bytes[..length], out TField x) || !TGroup.TryReadCoordinate(bytes[length..], out TField y))
            return PointRefusal.NonCanonicalCoordinate;
        AffinePoint<TField, TGroup> decoded = new(x, y);
        if (decoded.IsInfinity || !decoded.IsOnCurve)
            return PointRefusal.NotOnCurve; // (0, 0) is how infinity is held, not how it is written
        point = decoded;
        return PointRefusal.None;
    }

    public static void Compress(in AffinePoint<TField, TGroup> point, Span<byte> bytes)
    {
        int length = TGroup.CoordinateLength;
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, length);
        TGroup.WriteCoordinate(point.X, bytes);
        bytes[0] |= CompressedFlag;
        if (point.IsInfinity)
            bytes[0] |= InfinityFlag;
        else if (TGroup.IsLarger(point.Y))
            bytes[0] |= SignFlag;
    }

    public static void EncodeUncompressed(in AffinePoint<TField, TGroup> point, Span<byte> bytes)
    {
        int length = TGroup.CoordinateLength;
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, 2 * length);
        TGroup.WriteCoordinate(point.X, bytes[..length]);
        TGroup.WriteCoordinate(point.Y, bytes[length..]);
        if (point.IsInfinity)
            bytes[0] |= InfinityFlag;
    }

    // Infinity has one encoding in each format: its flags, then zeros.
    private static PointRefusal CheckInfinity(ReadOnlySpan<byte> bytes)
    {
        if ((bytes[0] & SignFlag) != 0)
            return PointRefusal.UnexpectedSignFlag;
        bool isCanonical = (bytes[0] & ~Flags) == 0 && !bytes[1..].ContainsAnyExcept((byte)0);
        return isCanonical ? PointRefusal.None : PointRefusal.NonCanonicalInfinity;
    }
}
