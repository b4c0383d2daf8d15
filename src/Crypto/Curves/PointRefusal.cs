namespace Plimsoll.Crypto.Curves;

/// <summary>Why bytes were refused as the encoding of a point.</summary>
public enum PointRefusal
{
    /// <summary>They were not: the point is valid.</summary>
    None,

    /// <summary>The number of bytes is not the format's.</summary>
    WrongLength,

    /// <summary>The compression flag says the other format.</summary>
    WrongCompressionFlag,

    /// <summary>The sign flag is set where there is no sign: in the uncompressed format or at infinity.</summary>
    UnexpectedSignFlag,

    /// <summary>The infinity flag is set and some other bit is too.</summary>
    NonCanonicalInfinity,

    /// <summary>A coordinate is not below q.</summary>
    NonCanonicalCoordinate,

    /// <summary>No point of the curve has these coordinates.</summary>
    NotOnCurve,

    /// <summary>The point is on the curve but outside of the subgroup of order r.</summary>
    NotInSubgroup,
}
