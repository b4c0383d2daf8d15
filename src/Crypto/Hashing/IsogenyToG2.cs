namespace Plimsoll.Crypto.Hashing;

/// <summary>The 3-isogeny from E′: y² = x³ + 240u·x + 1012(1 + u) to the curve of G2: (x, y) ↦ (N(x)/h(x)², y·M(x)/h(x)³).</summary>
/// <remarks>RFC 9380, sections 8.8.2 and E.3, with the denominators' common root h as in <see cref="IsogenyToG1"/>.</remarks>
internal static class IsogenyToG2
{
    public static readonly Fq2 A = new(Fq.Zero, Fq.FromUInt64(240));

    public static readonly Fq2 B = new(Fq.FromUInt64(1012), Fq.FromUInt64(1012));

    /// <summary>h, without its leading coefficient, which is one: 6(1 − u).</summary>
    public static readonly Fq2[] Kernel = [new(Fq.FromUInt64(6), -Fq.FromUInt64(6))];

    /// <summary>N.</summary>
    public static readonly Fq2[] XNumerator =
    [
        new(
            Fq.FromHex("05c759507e8e333ebb5b7a9a47d7ed8532c52d39fd3a042a88b58423c50ae15d5c2638e343d9c71c6238aaaaaaaa97d6"),
            Fq.FromHex("05c759507e8e333ebb5b7a9a47d7ed8532c52d39fd3a042a88b58423c50ae15d5c2638e343d9c71c6238aaaaaaaa97d6")),
        new(
            Fq.FromHex("000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"),
            Fq.FromHex("11560bf17baa99bc32126fced787c88f984f87adf7ae0c7f9a208c6b4f20a4181472aaa9cb8d555526a9ffffffffc71a")),
        new(
            Fq.FromHex("11560bf17baa99bc32126fced787c88f984f87adf7ae0c7f9a208c6b4f20a4181472aaa9cb8d555526a9ffffffffc71e"),
            Fq.FromHex("08ab05f8bdd54cde190937e76bc3e447cc27c3d6fbd7063fcd104635a790520c0a395554e5c6aaaa9354ffffffffe38d")),
        new(
            Fq.FromHex("171d6541fa38ccfaed6dea691f5fb614cb14b4e7f4e810aa22d6108f142b85757098e38d0f671c7188e2aaaaaaaa5ed1"),
            Fq.FromHex("000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000")),
    ];

    /// <summary>M.</summary>
    public static readonly Fq2[] YNumerator =
    [
        new(
            Fq.FromHex("1530477c7ab4113b59a4c18b076d11930f7da5d4a07f649bf54439d87d27e500fc8c25ebf8c92f6812cfc71c71c6d706"),
            Fq.FromHex("1530477c7ab4113b59a4c18b076d11930f7da5d4a07f649bf54439d87d27e500fc8c25ebf8c92f6812cfc71c71c6d706")),
        new(
            Fq.FromHex("000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"),
            Fq.FromHex("05c759507e8e333ebb5b7a9a47d7ed8532c52d39fd3a042a88b58423c50ae15d5c2638e343d9c71c6238aaaaaaaa97be")),
        new(
            Fq.FromHex("11560bf17baa99bc32126fced787c88f984f87adf7ae0c7f9a208c6b4f20a4181472aaa9cb8d555526a9ffffffffc71c"),
            Fq.FromHex("08ab05f8bdd54cde190937e76bc3e447cc27c3d6fbd7063fcd104635a790520c0a395554e5c6aaaa9354ffffffffe38f")),
        new(
            Fq.FromHex("124c9ad43b6cf79bfbf7043de3811ad0761b0f37a1e26286b0e977c69aa274524e79097a56dc4bd9e1b371c71c718b10"),
            Fq.FromHex("000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000")),
    ];
}
