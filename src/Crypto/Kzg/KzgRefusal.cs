namespace Plimsoll.Crypto.Kzg;

/// <summary>Why bytes, or a list of values, were refused.</summary>
public enum KzgRefusal
{
    /// <summary>They were not: the value is valid.</summary>
    None,

    /// <summary>The number of bytes is not the type's.</summary>
    WrongLength,

    /// <summary>32 bytes are not below r.</summary>
    NonCanonicalFieldElement,

    /// <summary>48 bytes are not the one encoding of a point: a flag is wrong, or the coordinate is not below q.</summary>
    InvalidPointEncoding,

    /// <summary>No point of the curve has this coordinate.</summary>
    PointNotOnCurve,

    /// <summary>The point is on the curve but outside of the subgroup of order r.</summary>
    PointNotInSubgroup,

    /// <summary>Lists that belong together differ in length.</summary>
    CountMismatch,

    /// <summary>A cell's index is not in 0..127.</summary>
    CellIndexOutOfRange,

    /// <summary>The cells' indices are not strictly ascending: one is repeated or out of order.</summary>
    CellIndicesNotAscending,

    /// <summary>Fewer than 64 cells: they do not determine the blob.</summary>
    TooFewCells,

    /// <summary>The cells do not lie on one polynomial of degree below 4096.</summary>
    InconsistentCells,
}
