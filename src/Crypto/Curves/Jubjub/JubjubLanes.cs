namespace Plimsoll.Crypto.Curves;

/// <summary>Jubjub's group law on eight points side by side.</summary>
/// <remarks>
/// A point is four consecutive <see cref="FrLanes"/>, X Y Z T as in <see cref="JubjubPoint"/>; a prepared point is Y + X, Y − X, 2d·T, 2Z. Coordinates that
/// these functions write weigh at most 1.2, so nothing needs to be reduced: no operand weighs more than 4, and the two of a product at most 12 together.
/// Memory is the caller's, aligned to 64 bytes; the scratch has <see cref="Scratch"/> elements and overlaps nothing.
/// </remarks>
internal static unsafe class JubjubLanes
{
    /// <summary>Elements of a point, prepared or not.</summary>
    public const int Coordinates = 4;

    /// <summary>Elements of scratch that each function may overwrite.</summary>
    public const int Scratch = 6;

    /// <summary>Writes the neutral element.</summary>
    public static void SetIdentity(FrLanes* p)
    {
        p[0] = p[3] = default;
        p[1] = p[2] = FrLanes.One;
    }

    /// <summary>p ← 2p; T only if the next operation is an addition.</summary>
    public static void Double(FrLanes* p, bool withT, FrLanes* t)
    {
        FrLanes.Square(in p[0], out t[0]);
        FrLanes.Square(in p[1], out t[1]);
        FrLanes.Square(in p[2], out t[2]);
        FrLanes.Add(in p[0], in p[1], out t[3]);
        FrLanes.Square(in t[3], out t[3]);
        // All four coordinates come out negated against the scalar form, which is the same point and saves a negation.
        FrLanes.Add(in t[0], in t[1], out t[4]);
        FrLanes.Subtract(in t[1], in t[0], out t[1]);
        FrLanes.Double(in t[2], out t[2]);
        FrLanes.Subtract(in t[2], in t[1], out t[2]); // 4
        FrLanes.Subtract(in t[3], in t[4], out t[3]); // 3
        FrLanes.Multiply(in t[3], in t[2], out p[0]); // 12 together: the result weighs 1.2
        FrLanes.Multiply(in t[1], in t[4], out p[1]);
        FrLanes.Multiply(in t[2], in t[1], out p[2]);
        if (withT)
            FrLanes.Multiply(in t[3], in t[4], out p[3]);
    }

    /// <summary>p ← p + q for a prepared q; T only if the next operation is an addition.</summary>
    public static void Add(FrLanes* p, FrLanes* q, bool withT, FrLanes* t)
    {
        FrLanes.Multiply(in p[2], in q[3], out t[3]);
        Add(p, q, t, withT);
    }

    /// <summary>p ← p + q for a prepared affine q, whose fourth element is not read; T only if the next operation is an addition.</summary>
    public static void AddAffine(FrLanes* p, FrLanes* q, bool withT, FrLanes* t)
    {
        FrLanes.Double(in p[2], out t[3]);
        Add(p, q, t, withT);
    }

    /// <summary>Prepares p as the second operand of additions.</summary>
    public static void Prepare(FrLanes* p, in FrFactor twoD, FrLanes* prepared)
    {
        FrLanes.Add(in p[1], in p[0], out prepared[0]);
        FrLanes.Subtract(in p[1], in p[0], out prepared[1]);
        FrLanes.Multiply(in p[3], in twoD, out prepared[2]);
        FrLanes.Double(in p[2], out prepared[3]);
    }

    /// <summary>Negates a prepared point in the lanes of the mask.</summary>
    public static void NegateWhere(byte mask, FrLanes* q, FrLanes* t)
    {
        t[0] = q[0];
        FrLanes.Select(mask, in q[1], in q[0], out q[0]);
        FrLanes.Select(mask, in t[0], in q[1], out q[1]);
        FrLanes.Negate(in q[2], out t[0]);
        FrLanes.Select(mask, in t[0], in q[2], out q[2]);
    }

    // t[3] holds 2·Z·Z' already.
    private static void Add(FrLanes* p, FrLanes* q, FrLanes* t, bool withT)
    {
        FrLanes.Subtract(in p[1], in p[0], out t[0]);
        FrLanes.Add(in p[1], in p[0], out t[1]);
        FrLanes.Multiply(in t[0], in q[1], out t[0]);
        FrLanes.Multiply(in t[1], in q[0], out t[1]);
        FrLanes.Multiply(in p[3], in q[2], out t[2]);
        FrLanes.Subtract(in t[1], in t[0], out t[4]);
        FrLanes.Add(in t[1], in t[0], out t[5]);
        FrLanes.Subtract(in t[3], in t[2], out t[0]);
        FrLanes.Add(in t[3], in t[2], out t[1]);
        FrLanes.Multiply(in t[4], in t[0], out p[0]);
        FrLanes.Multiply(in t[1], in t[5], out p[1]);
        FrLanes.Multiply(in t[0], in t[1], out p[2]);
        if (withT)
            FrLanes.Multiply(in t[4], in t[5], out p[3]);
    }
}
