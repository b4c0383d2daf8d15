namespace Plimsoll.Crypto.Curves;

/// <content>Coordinates in 96 bytes, the coefficient of u first.</content>
public readonly partial struct G2 : ICoordinateEncoding<Fq2>
{
    static int ICoordinateEncoding<Fq2>.CoordinateLength => 2 * Fq.ByteLength;

    static bool ICoordinateEncoding<Fq2>.TryReadCoordinate(ReadOnlySpan<byte> bytes, out Fq2 coordinate)
    {
        bool isCanonical = Fq.TryFromBytes(bytes[..Fq.ByteLength], out Fq c1) & Fq.TryFromBytes(bytes[Fq.ByteLength..], out Fq c0);
        coordinate = isCanonical ? new(c0, c1) : default;
        return isCanonical;
    }

    static void ICoordinateEncoding<Fq2>.WriteCoordinate(in Fq2 coordinate, Span<byte> bytes)
    {
        coordinate.C1.WriteBytes(bytes[..Fq.ByteLength]);
        coordinate.C0.WriteBytes(bytes[Fq.ByteLength..]);
    }

    static bool ICoordinateEncoding<Fq2>.IsLarger(in Fq2 y) => G1.IsLarger(y.C1.IsZero ? y.C0 : y.C1);
}
