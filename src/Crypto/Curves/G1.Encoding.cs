namespace Plimsoll.Crypto.Curves;

/// <content>Coordinates in 48 bytes.</content>
public readonly partial struct G1 : ICoordinateEncoding<Fq>
{
    /// <summary>(q − 1) / 2, least significant limb first.</summary>
    private static ReadOnlySpan<ulong> HalfModulus =>
        [0xdcff7fffffffd555, 0x0f55ffff58a9ffff, 0xb39869507b587b12, 0xb23ba5c279c2895f, 0x258dd3db21a5d66b, 0x0d0088f51cbff34d];

    static int ICoordinateEncoding<Fq>.CoordinateLength => Fq.ByteLength;

    static bool ICoordinateEncoding<Fq>.TryReadCoordinate(ReadOnlySpan<byte> bytes, out Fq coordinate) =>
        Fq.TryFromBytes(bytes, out coordinate);

    static void ICoordinateEncoding<Fq>.WriteCoordinate(in Fq coordinate, Span<byte> bytes) => coordinate.WriteBytes(bytes);

    static bool ICoordinateEncoding<Fq>.IsLarger(in Fq y) => IsLarger(y);

    /// <summary>Whether the canonical value of <paramref name="y"/> exceeds that of −y.</summary>
    internal static bool IsLarger(in Fq y)
    {
        Span<ulong> limbs = stackalloc ulong[6];
        y.WriteLimbs(limbs);
        for (int i = limbs.Length - 1; i >= 0; i--)
        {
            if (limbs[i] != HalfModulus[i])
                return limbs[i] > HalfModulus[i];
        }

        return false;
    }
}
