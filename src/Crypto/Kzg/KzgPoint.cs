using Plimsoll.Crypto.Curves;

namespace Plimsoll.Crypto.Kzg;

/// <summary>The 48-byte points of EIP-4844: infinity is allowed, everything else is checked, the subgroup included.</summary>
internal static class KzgPoint
{
    public static KzgRefusal TryDecode(ReadOnlySpan<byte> bytes, out G1Affine point)
    {
        PointEncoding.TryDecompress(bytes, out point, out PointRefusal refusal);
        return refusal switch
        {
            PointRefusal.None => KzgRefusal.None,
            PointRefusal.WrongLength => KzgRefusal.WrongLength,
            PointRefusal.NotOnCurve => KzgRefusal.PointNotOnCurve,
            PointRefusal.NotInSubgroup => KzgRefusal.PointNotInSubgroup,
            _ => KzgRefusal.InvalidPointEncoding,
        };
    }
}
