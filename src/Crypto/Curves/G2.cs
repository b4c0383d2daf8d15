namespace Plimsoll.Crypto.Curves;

/// <summary>G2 of BLS12-381: the r-torsion of y² = x³ + 4(1 + u) over 𝔽q².</summary>
public readonly partial struct G2 : ICurveGroup<Fq2>
{
    /// <inheritdoc/>
    public static Fq2 B { get; } = new(Fq.FromUInt64(4), Fq.FromUInt64(4));

    /// <inheritdoc/>
    public static Fq2 MultiplyBy3B(in Fq2 a)
    {
        Fq2 a4 = Fq2.Double(Fq2.Double(Fq2.MultiplyByNonResidue(a)));
        return Fq2.Double(a4) + a4; // 12·(1 + u)·a
    }

    /// <inheritdoc/>
    public static Fq2 GeneratorX { get; } = new(
        Fq.FromHex("024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8"),
        Fq.FromHex("13e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e"));

    /// <inheritdoc/>
    public static Fq2 GeneratorY { get; } = new(
        Fq.FromHex("0ce5d527727d6e118cc9cdc6da2e351aadfd9baa8cbdd3a76d429a695160d12c923ac9cc3baca289e193548608b82801"),
        Fq.FromHex("0606c4a02ea734cc32acd2b02bc28b99cb3e287e85a763af267492ab572e99ab3f370d275cec1da1aaa9075ff05f79be"));
}
