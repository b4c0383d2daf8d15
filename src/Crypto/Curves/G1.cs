namespace Plimsoll.Crypto.Curves;

/// <summary>G1 of BLS12-381: the r-torsion of y² = x³ + 4 over 𝔽q.</summary>
public readonly partial struct G1 : ICurveGroup<Fq>
{
    /// <inheritdoc/>
    public static Fq B { get; } = Fq.FromUInt64(4);

    /// <inheritdoc/>
    public static Fq MultiplyBy3B(in Fq a)
    {
        Fq a4 = Fq.Double(Fq.Double(a));
        return Fq.Double(a4) + a4; // 12·a
    }

    /// <inheritdoc/>
    public static Fq GeneratorX { get; } = Fq.FromHex(
        "17f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb");

    /// <inheritdoc/>
    public static Fq GeneratorY { get; } = Fq.FromHex(
        "08b3f481e3aaa0f1a09e30ed741d8ae4fcf5e095d5d00af600db18cb2c04b3edd03cc744a2888ae40caa232946c5e7e1");
}
