using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Plimsoll.Crypto.Curves.Lanes;

/// <summary>One point in eight lanes of AVX-512: its coordinates' products run side by side instead of one after the other.</summary>
/// <remarks>
/// <para>
/// <b>Layout.</b> <see cref="FqLanes.Length"/> words aligned to 64 bytes: X, Y, Z in the first three pairs of lanes, anything in the last.
/// Coordinates are homogeneous and the formulas complete (Renes, Costello, Batina 2015, algorithms 7 and 9): no operand is special, no
/// instruction depends on a value. A doubling is two rounds of four products, an addition four rounds of three.
/// </para>
/// <para>
/// <b>The curve</b> is y² = x³ + b/6, isomorphic by (x, y) ↦ (c²x, c³y) with c⁶ = 1/6: there 3b is 2 or 2(1 + u), and small multiples
/// stay within the lanes' bounds. Products are centered, at most q/2; a point's coordinates are at most q, the factors of the second round at most 7q,
/// which the top limb holds.
/// </para>
/// <para><b>Unsafe:</b> pointers are to <see cref="FqLanes.Length"/> words each; results may be operands.</para>
/// </remarks>
internal static unsafe class LanePoint
{
    public static int Length => FqLanes.Length;

    private const int LimbBits = 55;

    private static readonly Fq s_xFactor = Fq.FromHex(
        "000f1ba90758858a537293e939ac2c13a4fa62f9e73444de59fdc10c881eb89a8f6d07f7ef05c4c29d32bb8914889fce");

    private static readonly Fq s_yFactor = Fq.FromHex(
        "12e83c80bf27199e4edc759c8eb888becd4c7737696f55ff24bffc9758ad3c6ff3cc4be368e902cff60a7af25b6383d3");

    private static readonly Fq s_xFactorInverse = Fq.Inverse(s_xFactor), s_yFactorInverse = Fq.Inverse(s_yFactor);

    /// <summary>Loads a point of G1's curve.</summary>
    public static void Load(long* result, in G1Projective p)
    {
        Fq* elements = stackalloc Fq[] { p.X * s_xFactor, default, p.Y * s_yFactor, default, p.Z, default, default, default };
        FqLanes.FromFq(result, elements, 1);
    }

    /// <summary>Loads a point of G2's curve.</summary>
    public static void Load(long* result, in G2Projective p)
    {
        Fq2 x = p.X * s_xFactor, y = p.Y * s_yFactor;
        Fq* elements = stackalloc Fq[] { x.C0, x.C1, y.C0, y.C1, p.Z.C0, p.Z.C1, default, default };
        FqLanes.FromFq(result, elements, 1);
    }

    /// <summary>Returns a point of G1's curve.</summary>
    public static G1Projective StoreG1(long* p)
    {
        Fq* elements = stackalloc Fq[FqLanes.Lanes];
        FqLanes.ToFq(elements, 1, p);
        return new(elements[0] * s_xFactorInverse, elements[2] * s_yFactorInverse, elements[4]);
    }

    /// <summary>Returns a point of G2's curve.</summary>
    public static G2Projective StoreG2(long* p)
    {
        Fq* elements = stackalloc Fq[FqLanes.Lanes];
        FqLanes.ToFq(elements, 1, p);
        return new(
            new Fq2(elements[0], elements[1]) * s_xFactorInverse,
            new Fq2(elements[2], elements[3]) * s_yFactorInverse,
            new(elements[4], elements[5]));
    }

    /// <summary>Multiplies X, Y and Z with a constant each; <see cref="LoadNegatedPhi"/> and <see cref="LoadNegatedPsi"/> give the constants.</summary>
    [SkipLocalsInit]
    public static void Scale<TTower>(long* result, long* p, long* factors)
        where TTower : struct, ILaneTower => TTower.Multiply(result, p, factors);

    /// <summary>Negates the odd lanes: every coordinate of G2 becomes its conjugate.</summary>
    public static void Conjugate(long* result, long* p)
    {
        Vector512<long> odd = Vector512.Create(0L, -1, 0, -1, 0, -1, 0, -1);
        for (int i = 0; i < Length; i += FqLanes.Lanes)
            ((Vector512.Load(p + i) ^ odd) - odd).Store(result + i);
    }

    /// <summary>Loads the factors of −φ.</summary>
    public static void LoadNegatedPhi(long* result)
    {
        Fq* elements = stackalloc Fq[] { Endomorphism.Phi(Fq.One), default, -Fq.One, default, Fq.One, default, default, default };
        FqLanes.FromFq(result, elements, 1);
    }

    /// <summary>Loads the factors of −ψ, which come after the conjugation.</summary>
    public static void LoadNegatedPsi(long* result)
    {
        // ψ of the pair (1, 1) is its factors; isomorphisms over 𝔽q commute with it.
        G2Affine factors = -Endomorphism.Psi(new G2Affine(Fq2.One, Fq2.One));
        Fq* elements = stackalloc Fq[] { factors.X.C0, factors.X.C1, factors.Y.C0, factors.Y.C1, Fq.One, default, default, default };
        FqLanes.FromFq(result, elements, 1);
    }

    /// <summary>Writes −p.</summary>
    public static void Negate(long* result, long* p)
    {
        Vector512<long> y = Vector512.Create(0L, 0, -1, -1, 0, 0, 0, 0);
        for (int i = 0; i < Length; i += FqLanes.Lanes)
            ((Vector512.Load(p + i) ^ y) - y).Store(result + i);
    }

    /// <summary>Writes p + p.</summary>
    [SkipLocalsInit]
    public static void Double<TTower>(long* result, long* p)
        where TTower : struct, ILaneTower
    {
        long* buffer = stackalloc long[3 * FqLanes.MaxLength + 8];
        long* left = AlignedWords.Align(buffer), right = left + Length, product = right + Length;
        for (int i = 0; i < Length; i += FqLanes.Lanes)
        {
            Vector512<long> limb = Vector512.Load(p + i);
            Pairs(limb, 0b00_01_10_01).StoreAligned(left + i);
            Pairs(limb, 0b01_10_10_01).StoreAligned(right + i);
        }

        TTower.Multiply(product, left, right); // Y², Z², YZ, XY
        Vector512<long> leftCarry = Vector512<long>.Zero, rightCarry = leftCarry;
        for (int i = 0; i < Length; i += FqLanes.Lanes)
        {
            Vector512<long> limb = Vector512.Load(product + i);
            Vector512<long> yy = Pairs(limb, 0b00_00_00_00), bzz = TTower.MultiplyBy3B(Pairs(limb, 0b01_01_01_01));
            Vector512<long> difference = yy - bzz - bzz - bzz, ends = Pairs(limb, 0b10_10_11_11);
            leftCarry = Store(left, i, Choose(difference, bzz, difference, ends), leftCarry);
            rightCarry = Store(right, i, Choose(ends, yy << 3, yy + bzz, yy << 3), rightCarry);
        }

        TTower.Multiply(product, left, right); // X₃/2 and the summands of Y₃, Z₃
        Vector512<long> carry = Vector512<long>.Zero;
        for (int i = 0; i < Length; i += FqLanes.Lanes)
        {
            Vector512<long> limb = Vector512.Load(product + i), second = Pairs(limb, 0b00_00_10_00);
            Vector512<long> twoTerms = Vector512.Create(-1L, -1, -1, -1, 0, 0, 0, 0);
            carry = Store(result, i, Pairs(limb, 0b11_11_01_00) + (second & twoTerms), carry);
        }
    }

    /// <summary>Writes p + q.</summary>
    [SkipLocalsInit]
    public static void Add<TTower>(long* result, long* p, long* q)
        where TTower : struct, ILaneTower
    {
        long* buffer = stackalloc long[6 * FqLanes.MaxLength + 8];
        long* left = AlignedWords.Align(buffer), right = left + Length, straight = right + Length, crossed = straight + Length;
        long* left2 = crossed + Length, right2 = left2 + Length;
        Vector512<long> leftCarry = Vector512<long>.Zero, rightCarry = leftCarry;
        for (int i = 0; i < Length; i += FqLanes.Lanes)
        {
            Vector512<long> a = Vector512.Load(p + i), b = Vector512.Load(q + i);
            leftCarry = Store(left, i, Pairs(a, 0b00_00_01_00) + Pairs(a, 0b10_10_10_01), leftCarry);
            rightCarry = Store(right, i, Pairs(b, 0b00_00_01_00) + Pairs(b, 0b10_10_10_01), rightCarry);
        }

        TTower.Multiply(straight, p, q); // X₁X₂, Y₁Y₂, Z₁Z₂
        TTower.Multiply(crossed, left, right); // the same of X + Y, Y + Z, X + Z
        Vector512<long> leftCarry2 = leftCarry = rightCarry = Vector512<long>.Zero, rightCarry2 = leftCarry;
        for (int i = 0; i < Length; i += FqLanes.Lanes)
        {
            Vector512<long> direct = Vector512.Load(straight + i);
            Vector512<long> cross = Vector512.Load(crossed + i) - Pairs(direct, 0b00_00_01_00) - Pairs(direct, 0b10_10_10_01); // XY, YZ, XZ
            Vector512<long> yy = Pairs(direct, 0b01_01_01_01), bzz = TTower.MultiplyBy3B(Pairs(direct, 0b10_10_10_10));
            Vector512<long> sum = yy + bzz, difference = yy - bzz, bxz = TTower.MultiplyBy3B(Pairs(cross, 0b10_10_10_10));
            Vector512<long> xx = Pairs(direct, 0b00_00_00_00), xx3 = xx + xx + xx;
            leftCarry = Store(left, i, Choose(Pairs(cross, 0b00_00_00_00), difference, sum, sum), leftCarry);
            rightCarry = Store(right, i, Choose(difference, sum, Pairs(cross, 0b01_01_01_01), sum), rightCarry);
            leftCarry2 = Store(left2, i, Choose(Pairs(cross, 0b01_01_01_01), bxz, xx3, xx3), leftCarry2);
            rightCarry2 = Store(right2, i, Choose(-bxz, xx3, Pairs(cross, 0b00_00_00_00), xx3), rightCarry2);
        }

        TTower.Multiply(straight, left, right);
        TTower.Multiply(crossed, left2, right2);
        FqLanes.Add(straight, straight, crossed);
        FqLanes.Carry(result, straight);
    }

    // The limb's pairs of lanes in another order: two bits for each, the first pair's last.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Pairs(Vector512<long> limb, [ConstantExpected] byte order) => Avx512F.Shuffle4x128(limb, limb, order);

    // One pair of lanes from each.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Choose(Vector512<long> a, Vector512<long> b, Vector512<long> c, Vector512<long> d)
    {
        Vector512<long> ab = Vector512.ConditionalSelect(Vector512.Create(-1L, -1, 0, 0, 0, 0, 0, 0), a, b);
        Vector512<long> cd = Vector512.ConditionalSelect(Vector512.Create(0L, 0, 0, 0, -1, -1, 0, 0), c, d);
        return Vector512.ConditionalSelect(Vector512.Create(-1L, -1, -1, -1, 0, 0, 0, 0), ab, cd);
    }

    // Stores a limb within its bounds and returns what the next one gets; the top limb keeps all.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Store(long* result, int i, Vector512<long> limb, Vector512<long> carry)
    {
        limb += carry;
        if (i == Length - FqLanes.Lanes)
        {
            limb.Store(result + i);
            return carry;
        }

        Vector512<long> half = Vector512.Create(1L << (LimbBits - 1)), mask = Vector512.Create((1L << LimbBits) - 1);
        limb += half;
        ((limb & mask) - half).Store(result + i);
        return Vector512.ShiftRightArithmetic(limb, LimbBits);
    }
}
