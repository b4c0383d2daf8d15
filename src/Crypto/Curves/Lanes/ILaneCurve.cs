namespace Plimsoll.Crypto.Curves.Lanes;

/// <summary>How a group's endomorphism splits a scalar into parts, and the multiples of eight points that belong to the parts.</summary>
/// <remarks>
/// Part p of a scalar belongs to the multiple b^p·P, with b = x² for G1 and |x| for G2. Those of the upper half of the parts have the same y as those of the lower
/// half, negated: x²·P is −φ(P) = (βx, −y) on G1, and ψ²(P) = (cx, −y) on G2.
/// </remarks>
internal unsafe interface ILaneCurve<TField, TGroup>
    where TField : unmanaged, IField<TField>
    where TGroup : unmanaged, ICurveGroup<TField>
{
    /// <summary>The parts of a scalar: 2 or 4, of 128 or 64 bits.</summary>
    static abstract int Parts { get; }

    /// <summary>The words of this curve's constants in lanes.</summary>
    static abstract int ConstantsLength { get; }

    /// <summary>Writes the parts, each below 0.83·2^bits, limb by limb.</summary>
    static abstract void Split(in Fr scalar, Span<ulong> limbs);

    /// <summary>Fills the constants.</summary>
    static abstract void LoadConstants(long* constants);

    /// <summary>From the x and y of part 0 to the x of all parts and the y of the lower half of them; normal elements, one after the other.</summary>
    static abstract void FillParts(long* xs, long* ys, long* constants);

    /// <summary>Returns the product by the scalar path.</summary>
    static abstract ProjectivePoint<TField, TGroup> Multiply(in AffinePoint<TField, TGroup> p, in Fr scalar);
}
