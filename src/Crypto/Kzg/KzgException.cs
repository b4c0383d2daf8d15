namespace Plimsoll.Crypto.Kzg;

/// <summary>A value from outside was refused; <see cref="Reason"/> says why.</summary>
public sealed class KzgException : FormatException
{
    /// <summary>Makes the exception for a reason.</summary>
    public KzgException(KzgRefusal reason)
        : base(Describe(reason)) => Reason = reason;

    /// <summary>Why the value was refused.</summary>
    public KzgRefusal Reason { get; }

    internal static void ThrowIf(bool refused, KzgRefusal reason)
    {
        if (refused)
            throw new KzgException(reason);
    }

    private static string Describe(KzgRefusal reason) => reason switch
    {
        KzgRefusal.WrongLength => "The number of bytes is wrong.",
        KzgRefusal.NonCanonicalFieldElement => "A field element is not below the modulus.",
        KzgRefusal.InvalidPointEncoding => "The bytes are not the compressed encoding of a point of G1.",
        KzgRefusal.PointNotOnCurve => "The point is not on the curve.",
        KzgRefusal.PointNotInSubgroup => "The point is not in the subgroup G1.",
        KzgRefusal.CountMismatch => "Lists that belong together differ in length.",
        KzgRefusal.CellIndexOutOfRange => "A cell index is not in 0..127.",
        KzgRefusal.CellIndicesNotAscending => "Cell indices are repeated or out of order.",
        KzgRefusal.TooFewCells => "Fewer than 64 cells do not determine the blob.",
        KzgRefusal.InconsistentCells => "The cells do not belong to one blob.",
        _ => "The value was refused.",
    };
}
