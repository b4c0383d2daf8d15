namespace Plimsoll.Crypto.Curves.Lanes;

/// <summary>G1 with φ.</summary>
internal readonly unsafe struct G1LaneCurve : ILaneCurve<Fq, G1>
{
    public static int Parts => 2;

    public static int ConstantsLength => FqLanes.Length;

    public static void Split(in Fr scalar, Span<ulong> limbs)
    {
        SeedDigits.Of(scalar, limbs);
        for (int i = 0; i < limbs.Length; i += 2)
        {
            UInt128 half = SeedDigits.Pair(limbs[i], limbs[i + 1]);
            (limbs[i], limbs[i + 1]) = ((ulong)half, (ulong)(half >> 64));
        }
    }

    public static void LoadConstants(long* constants) => FqLanes.Broadcast(constants, Endomorphism.Phi(Fq.One));

    public static void FillParts(long* xs, long* ys, long* constants) => FqLanes.Multiply(xs + FqLanes.Length, xs, constants);

    public static G1Projective Multiply(in G1Affine p, in Fr scalar) => ScalarMultiplication.MultiplyInSubgroup(p, scalar);
}

/// <summary>G2 with ψ.</summary>
internal readonly unsafe struct G2LaneCurve : ILaneCurve<Fq2, G2>
{
    public static int Parts => 4;

    // The factors of x under ψ and ψ², and those of y under −ψ.
    public static int ConstantsLength => 4 * FqLanes.Length;

    public static void Split(in Fr scalar, Span<ulong> limbs) => SeedDigits.Of(scalar, limbs);

    public static void LoadConstants(long* constants)
    {
        G2Affine psi = Endomorphism.Psi(new G2Affine(Fq2.One, Fq2.One)); // its x is the factor times u
        FqLanes.Broadcast(constants, psi.X.C1);
        FqLanes.Broadcast(constants + FqLanes.Length, Endomorphism.PsiSquared(new G2Projective(Fq2.One, Fq2.One, Fq2.One)).X.C0);
        LaneElement<Fq2LaneField>.Broadcast(constants + 2 * FqLanes.Length, -psi.Y);
    }

    public static void FillParts(long* xs, long* ys, long* constants)
    {
        int half = FqLanes.Length, length = 2 * half;
        long* squared = constants + half, y = ys + length;
        FqLanes.Multiply(xs + length, xs + half, constants);
        FqLanes.Multiply(xs + length + half, xs, constants);
        for (int i = 0; i < 4; i++)
            FqLanes.Multiply(xs + 2 * length + i * half, xs + i * half, squared);
        LaneElement<Fq2LaneField>.Copy(y, ys);
        FqLanes.Negate(y + half, y + half);
        Fq2LaneField.Multiply(y, y, constants + 2 * half);
    }

    public static G2Projective Multiply(in G2Affine p, in Fr scalar) => ScalarMultiplication.MultiplyInSubgroup(p, scalar);
}
